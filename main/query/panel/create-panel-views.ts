import type { Database } from '../../database/open-database.ts';
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

/** A statement that may list what there is to read. */
const LISTING = /(?:\b|_)(views?|tables?|information_schema|columns)\b/i;

/** The panels as views of their ids over the whole case, with the default of each option, for the SQL console. */
export type PanelViews = {
  /**
   * Makes those views that a statement may read: the panels it names, all where it may list them. Binding all of them
   * takes half a second, which opening a case need not wait for. They are in memory; the case file is not written to.
   */
  readonly ready: (sql: string) => Promise<void>;
};

export function createPanelViews(database: Database, { panels }: PanelCatalogue): PanelViews {
  const made = new Set<string>();
  return {
    ready: async (sql) => {
      const isListing = LISTING.test(sql);
      const wanted = [...panels.values()].filter(
        ({ info }) => !made.has(info.id) && (isListing || sql.includes(info.id)),
      );
      if (wanted.length === 0) return;
      const connection = await database.connect();
      try {
        for (const panel of wanted) {
          await connection.run(viewSql(panel));
          made.add(panel.info.id);
        }
      } finally {
        connection.closeSync();
      }
    },
  };
}
