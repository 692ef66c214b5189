import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SQL_DIR } from '../test-case.ts';
import { loadPanelCatalogue } from './panel-catalogue.ts';
import {
  type DashboardCase,
  findDisagreements,
  openDashboardCase,
  optionChoices,
} from './test-case.dashboard.ts';
import { ATTACK_PANELS, DATA_PANELS } from './test-case.triage.ts';

/** The archive of each dashboard's panels; the panels of triage are tested in two parts. */
const ARCHIVES = [
  { dashboard: 'overview', archive: 'overview' },
  { dashboard: 'console-logins', archive: 'console-logins' },
  { dashboard: 'user-monitoring', archive: 'user-monitoring' },
  { dashboard: 'network-and-security', archive: 'network-and-security' },
  { dashboard: 'operations', archive: 'operations' },
  { dashboard: 's3-public', archive: 's3-public' },
  { dashboard: 'triage', archive: 'triage-data', panels: DATA_PANELS },
  { dashboard: 'triage', archive: 'triage-attack', panels: ATTACK_PANELS },
] as const;

const tested: string[] = [];

describe.each(ARCHIVES)('every panel of $dashboard on $archive', ({ dashboard: id, ...options }) => {
  let dashboard: DashboardCase;
  beforeAll(async () => {
    dashboard = await openDashboardCase(id, options);
    tested.push(...dashboard.panels.map((panel) => panel.id));
  });
  afterAll(() => dashboard.case.close());

  it('gives the rows worked out by hand', async () => {
    for (const panel of dashboard.panels) {
      const name = panel.id.split('/')[1] ?? '';
      expect((await dashboard.run(name)).rows, panel.id).toEqual(await dashboard.expected(name));
    }
  });

  it('leads to exactly the events it counts, whatever its options', async () => {
    for (const info of dashboard.panels) {
      for (const choice of optionChoices(info)) {
        expect(
          await findDisagreements(dashboard, info, choice),
          `${info.id} ${JSON.stringify(choice)}`,
        ).toEqual([]);
      }
    }
  });
});

it('every panel there is was tested', async () => {
  const { panels } = await loadPanelCatalogue(SQL_DIR);
  expect(tested.toSorted()).toEqual([...panels.keys()].toSorted());
});
