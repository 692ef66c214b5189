import type { Database } from '../../database/open-database.ts';

/**
 * SQL of the home countries: what the case has set (`home_countries`, a JSON list of ISO 3166 codes), else the
 * country most successful console sign-ins of the whole case came from, else none. VARCHAR[].
 */
export const HOME_COUNTRIES_SQL = `coalesce(
  (select from_json(value, '["VARCHAR"]') from "case".main.case_property
   where name = 'home_countries' and json_valid(value)),
  (select [country] from main.event
   where "eventName" = 'ConsoleLogin' and lower("responseElements.ConsoleLogin") = 'success' and country is not null
   group by country order by count(*) desc, country limit 1),
  []::varchar[]
)`;

/** SQL of how many minutes something lives at most to be short-lived. INTEGER. */
export const SHORT_LIVED_MINUTES_SQL = `coalesce(
  (select try_cast(value as integer) from "case".main.case_property where name = 'short_lived_minutes'), 10
)`;

/** The home countries of the case as ISO 3166 codes. */
export async function readHomeCountries(
  database: Database,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const [row] = await database.rows(
    `select to_json(${HOME_COUNTRIES_SQL})::varchar as codes`,
    {},
    signal ? { signal } : {},
  );
  return textList(row?.codes);
}

/** The texts of a JSON list; none where it is something else or absent. */
export function textList(json: unknown): string[] {
  const list: unknown = typeof json === 'string' ? JSON.parse(json) : [];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** The short-lived window of the case in minutes. */
export async function readShortLivedMinutes(database: Database, signal?: AbortSignal): Promise<number> {
  const [row] = await database.rows(
    `select ${SHORT_LIVED_MINUTES_SQL} as minutes`,
    {},
    signal ? { signal } : {},
  );
  return Number(row?.minutes);
}
