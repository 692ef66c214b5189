const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in decimal units with three significant figures: `854 MB`, `1.2 kB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const figures = unit === 0 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
  return `${figures} ${UNITS[unit] ?? 'B'}`;
}
