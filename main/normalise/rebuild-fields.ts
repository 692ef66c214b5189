import { isJsonObject, parseJson } from './json-object.ts';

/** A time as CloudTrail writes it, of a time in UTC as text or of milliseconds since 1970; undefined for anything else. */
export function timeText(value: unknown): string | undefined {
  const time = new Date(typeof value === 'number' ? value : withZone(value));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace('.000Z', 'Z');
}

/** Times without a zone are UTC, as Parquet and plaso write them. */
function withZone(value: unknown): string {
  if (typeof value !== 'string') return '';
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(
    value,
  );
  if (parts === null) return '';
  const [, date, clock, zone = 'Z'] = parts;
  return `${date}T${clock}${/^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone}`;
}

/** A text that is not empty, also of a number; undefined for anything else. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a JSON text says where it is one of an object, a list or null; otherwise the value itself. */
export function parsed(value: unknown): unknown {
  if (value === 'null') return null;
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  const inner = parseJson(value);
  return inner === undefined ? value : inner;
}

/** A boolean, also of its text; any other value as it is. */
export function truth(value: unknown): unknown {
  const word = text(value)?.toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : value;
}

/** `true` and `false` as CloudTrail writes mfaAuthenticated. */
export function truthText(value: unknown): string | undefined {
  const known = truth(value);
  return typeof known === 'boolean' ? String(known) : text(value);
}

/** The resources of a record from those of another schema, whose fields `read` knows by path. */
export function resourcesOf(
  resources: unknown,
  read: (resource: unknown) => {
    readonly ARN?: unknown;
    readonly accountId?: unknown;
    readonly type?: unknown;
  },
): readonly object[] | undefined {
  const list = Array.isArray(resources) ? resources : isJsonObject(resources) ? [resources] : [];
  const known = list
    .map(read)
    .filter((resource) => Object.values(resource).some((field) => field !== undefined));
  return known.length > 0 ? known : undefined;
}
