/**
 * Sets a value within an object, making the objects on the way; what is there already, and is no object, gives way. Names of
 * hostile input are only ever own fields, `__proto__` included.
 */
export function setPath(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let inner = root;
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(inner, key) ? inner[key] : undefined;
    const child = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {};
    define(inner, key, child);
    inner = child;
  }
  define(inner, path.at(-1) ?? '', value);
}

function define(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
