import { wallTimeToMs } from './zoned-time.ts';

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:T|,? +)(\d{1,2}):(\d\d)(?::(\d\d)(\.\d+)?)?(?: ?([AP])M)?(?: ?(Z|UTC|[+-]\d\d:?\d\d))?$/i;

/** A time of a table: UTC as CloudTrail writes it, and whether the cell told its zone. */
export type CellTime = { readonly time: string; readonly hasZone: boolean };

/**
 * Reads `2023-01-05T13:51:00Z`, `2023-01-05 13:51:00.000` and the console's `2020-03-25, 01:34:09 AM`. One without a zone
 * is taken to be of `zone`. Null for anything else.
 */
export function readCellTime(cell: string, zone: string): CellTime | null {
  const [, year, month, day, hour, minute, second = '0', fraction = '', half, told] =
    ISO.exec(cell.trim()) ?? [];
  if (year === undefined) return null;
  const hourOfDay = half === undefined ? Number(hour) : twelveHour(Number(hour), half);
  const wall = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: hourOfDay,
    minute: Number(minute),
    second: Number(second),
  };
  const ms = wallTimeToMs(wall, told ?? zone);
  if (ms === null) return null;
  const milliseconds = Math.floor(Number(`0${fraction}`) * 1000);
  const time = new Date(ms + milliseconds).toISOString();
  return { time: time.replace('.000Z', 'Z'), hasZone: told !== undefined };
}

/** The hour of the day; 24, which no calendar has, for one that no twelve-hour clock shows. */
function twelveHour(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
}
