/** A value as the statement binds it. */
export type BoundValue = string | number;

/** Takes a value and gives back how the SQL names it (`$q0`); values never stand in the SQL itself. */
export type Bind = (value: BoundValue) => string;

/** A new set of parameters named `prefix0`, `prefix1`, … Equal values share one, so that equal expressions stay equal. */
export function createParameters(prefix: string): {
  readonly bind: Bind;
  readonly values: Record<string, BoundValue>;
} {
  const names = new Map<BoundValue, string>();
  const values: Record<string, BoundValue> = {};
  const bind = (value: BoundValue): string => {
    const known = names.get(value);
    if (known !== undefined) return `$${known}`;
    const name = `${prefix}${names.size}`;
    names.set(value, name);
    values[name] = value;
    return `$${name}`;
  };
  return { bind, values };
}
