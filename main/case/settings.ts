import type { CaseSettings, CaseSettingsInForce } from '../../preload/contract/model/settings.ts';
import type { Database } from '../database/open-database.ts';
import { refreshAdministrators } from '../ingest/refresh-administrators.ts';
import { readHomeCountries, readShortLivedMinutes, textList } from '../query/panel/settings-sql.ts';

/** The settings of the case and what they come to. */
export async function readSettings(database: Database): Promise<CaseSettingsInForce> {
  const properties = await database.rows(
    `select name, value from "case".main.case_property
     where name in ('home_countries', 'administrators_added', 'administrators_removed') and json_valid(value)`,
  );
  const values = new Map(properties.map(({ name, value }) => [String(name), value]));
  const administratorsRemoved = textList(values.get('administrators_removed'));
  const known = await database.rows(
    `with derived as materialized (from administrator_derived)
     select principal, string_agg(distinct reason, '; ' order by reason) as reason
     from (
       from derived
       union all
       from memory.main.administrator where principal not in (select principal from derived)
     )
     group by principal order by principal`,
  );
  const countries = await database.rows(
    `select country as code, "countryName" as name, count(*) as events
     from event where country is not null group by all order by events desc, code`,
  );
  return {
    settings: {
      homeCountries: values.has('home_countries') ? textList(values.get('home_countries')) : null,
      administratorsAdded: textList(values.get('administrators_added')),
      administratorsRemoved,
      shortLivedMinutes: await readShortLivedMinutes(database),
    },
    homeCountries: [...(await readHomeCountries(database))],
    administrators: known.map(({ principal, reason }) => ({
      principal: String(principal),
      reason: String(reason),
      removed: administratorsRemoved.includes(String(principal)),
    })),
    countries: countries.map(({ code, name, events }) => ({
      code: String(code),
      name: String(name ?? code),
      events: Number(events),
    })),
  };
}

/** Keeps the settings with the case; everything that stands on them follows. */
export async function writeSettings(database: Database, settings: CaseSettings): Promise<void> {
  const values: Readonly<Record<string, string | null>> = {
    home_countries: settings.homeCountries === null ? null : JSON.stringify(settings.homeCountries),
    administrators_added: JSON.stringify(settings.administratorsAdded),
    administrators_removed: JSON.stringify(settings.administratorsRemoved),
    short_lived_minutes: String(settings.shortLivedMinutes),
  };
  await database.write(async (connection) => {
    for (const [name, value] of Object.entries(values)) {
      await connection.run(`delete from "case".main.case_property where name = $name`, { name });
      if (value !== null) {
        await connection.run('insert into "case".main.case_property values ($name, $value)', { name, value });
      }
    }
  });
  await refreshAdministrators(database);
}
