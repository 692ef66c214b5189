import type { Database } from '../database/open-database.ts';
import type { PanelCatalogue } from './panel-catalogue.ts';
import type { Panel } from './panel-catalogue-header.ts';
import { fillPlaceholders, quoteColumn } from './panel-catalogue-placeholders.ts';
import { HOME_COUNTRIES_SQL, SHORT_LIVED_MINUTES_SQL } from './settings-sql.ts';

/** The built-in values over the whole case, read anew whenever a view is. */
const BUILT_IN_SQL: Readonly<Record<string, string>> = {
  range_from: '(select min("eventTime") from "case".main.record)',
  range_to: '(select max("eventTime") + interval 1 second from "case".main.record)',
  bucket: 'interval 1 hour',
  home_countries: HOME_COUNTRIES_SQL,
  short_lived: `to_minutes(${SHORT_LIVED_MINUTES_SQL})`,
};

function viewSql({ info, placeholders }: Panel): string {
  const sql = fillPlaceholders(info.sql, placeholders, ({ kind, name }) => {
    const value = info.options.find((option) => option.name === name)?.default;
    if (kind === 'column') return quoteColumn(value ?? name);
    return value === undefined ? (BUILT_IN_SQL[name] ?? 'null') : `'${value.replaceAll("'", "''")}'`;
  });
  return `create or replace view memory.main.${quoteColumn(info.id)} as\n${sql}`;
}

/**
 * Makes every panel a view of its id over the whole case, with the default of each option, for the SQL console:
 * `select * from "overview/top-10-users"`. The views are in memory; the case file is not written to.
 */
export async function createPanelViews(database: Database, catalogue: PanelCatalogue): Promise<void> {
  const connection = await database.connect();
  try {
    for (const panel of catalogue.panels.values()) await connection.run(viewSql(panel));
  } finally {
    connection.closeSync();
  }
}
