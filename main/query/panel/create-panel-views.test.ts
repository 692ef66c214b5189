import { afterAll, beforeAll, expect, it } from 'vitest';
import { SQL_DIR } from '../test-case.ts';
import { createPanelViews } from './create-panel-views.ts';
import { loadPanelCatalogue } from './panel-catalogue.ts';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('console-logins');
  const { ready } = createPanelViews(dashboard.case.database, await loadPanelCatalogue(SQL_DIR));
  for (const { id } of dashboard.panels) await ready(`select * from "${id}"`);
  await ready('select events from "overview/failed-logins"');
});
afterAll(() => dashboard.case.close());

it('gives every panel a view that shows what the panel shows', async () => {
  const { database } = dashboard.case;
  for (const { id } of dashboard.panels) {
    const { rows, columns } = await dashboard.run(id.split('/')[1] ?? '');
    const view = await database.rows(`select * from "${id}"`);
    const whole = rows.map((row) => ({
      ...Object.fromEntries(columns.map(({ name }) => [name, null])),
      ...row,
    }));
    expect(view, id).toEqual(whole);
  }
});

it('reads the case anew each time', async () => {
  const { database } = dashboard.case;
  const count = async () => (await database.rows('select events from "overview/failed-logins"'))[0]?.events;
  expect(await count()).toBe(7);
  await database.write(async (connection) => {
    await connection.run(`delete from "case".record where "responseElements.ConsoleLogin" = 'Failure'`);
  });
  expect(await count()).toBe(0);
});

it('writes nothing into the case', async () => {
  const [row] = await dashboard.case.database.rows(
    `select count(*) as views from duckdb_views() where database_name = 'case' and not internal`,
  );
  expect(row?.views).toBe(0);
});

it('makes only the views a statement names, and all before a statement that may list them', async () => {
  const { database } = dashboard.case;
  const views = async () => {
    const [row] = await database.rows(
      `select count(*) as views from duckdb_views() where view_name like '%/%' and not internal`,
    );
    return Number(row?.views);
  };
  const catalogue = await loadPanelCatalogue(SQL_DIR);
  const before = await views();
  expect(before).toBe(dashboard.panels.length + 1);
  const { ready } = createPanelViews(database, catalogue);
  await ready('select 1');
  expect(await views()).toBe(before);
  await ready('select * from duckdb_views()');
  expect(await views()).toBe(catalogue.panels.size);
});
