import type { DuckDBType } from '@duckdb/node-api';
import {
  DuckDBDateValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api';
import type { Cell } from '../../preload/contract/model/panel.ts';

const MICROS_PER_MS = 1000n;

/** ISO 8601 in UTC; fractions of a second only where there are any. */
function isoFromMicros(micros: bigint): string {
  const ms = Number(micros / MICROS_PER_MS);
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return String(micros);
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/**
 * A DuckDB value as it crosses to the window: instants as ISO UTC text, integers beyond 2^53 and every
 * nested value as text.
 */
export function toCell(value: DuckDBValue, type: DuckDBType): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
      ? Number(value)
      : String(value);
  }
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) {
    return isoFromMicros(value.micros);
  }
  if (value instanceof DuckDBDateValue) return value.toString();
  const json = JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter);
  return typeof json === 'string' ? json : JSON.stringify(json);
}
