import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPanelViews } from './create-panel-views.ts';
import { loadPanelCatalogue } from './panel-catalogue.ts';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';
import { SQL_DIR } from './test-case.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('console-logins');
  await createPanelViews(dashboard.case.database, await loadPanelCatalogue(SQL_DIR));
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
