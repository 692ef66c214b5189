type Name = string | false | null | undefined;

/**
 * Binds a CSS module: `const c = classNames(styles)`, then `c('row', active && 'active')` gives the class
 * attribute of those local names.
 */
export function classNames(styles: Readonly<Record<string, string>>): (...names: readonly Name[]) => string {
  return (...names) => {
    const found: string[] = [];
    for (const name of names) {
      const local = name ? styles[name] : undefined;
      if (local) found.push(local);
    }
    return found.join(' ');
  };
}
