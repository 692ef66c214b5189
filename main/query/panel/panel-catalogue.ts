import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DashboardInfo } from '../../../preload/contract/model/panel.ts';
import { type Panel, PanelFileError, parsePanelFile } from './panel-catalogue-header.ts';

/** The dashboards in order, and every panel by its id `<dashboard>/<panel>`. */
export type PanelCatalogue = {
  readonly dashboards: readonly DashboardInfo[];
  readonly panels: ReadonlyMap<string, Panel>;
};

const dashboardList = z.array(
  z.strictObject({ id: z.string(), title: z.string(), panels: z.array(z.string()).min(1) }),
);
type DashboardEntry = z.infer<typeof dashboardList>[number];

async function readDashboardList(file: string): Promise<readonly DashboardEntry[]> {
  const text = await readFile(file, 'utf8');
  const name = relativeName(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new PanelFileError(name, 1, `not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = dashboardList.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new PanelFileError(name, 1, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}.`);
}

/** A file's name as messages give it: from `sql/` on, with forward slashes. */
function relativeName(file: string): string {
  const parts = file.split(/[\\/]/);
  return parts.slice(parts.lastIndexOf('dashboards') - 1).join('/');
}

/** A listed panel: a file of the dashboard's own folder, or `other/name` for one that another dashboard has too. */
async function readPanel(folder: string, dashboard: string, listed: string): Promise<Panel> {
  const [name = '', home = dashboard] = listed.split('/').reverse();
  const file = join(folder, home, `${name}.sql`);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new PanelFileError(
      relativeName(join(folder, 'dashboards.json')),
      1,
      `${name}: there is no ${relativeName(file)}.`,
    );
  });
  return parsePanelFile(relativeName(file), `${dashboard}/${name}`, text.replaceAll('\r\n', '\n'));
}

async function refuseUnlistedFiles(folder: string, { id, panels }: DashboardEntry): Promise<void> {
  const files = (await readdir(join(folder, id)).catch(() => [])).filter((file) => file.endsWith('.sql'));
  const unlisted = files.find((file) => !panels.includes(file.slice(0, -'.sql'.length)));
  if (unlisted === undefined) return;
  throw new PanelFileError(
    relativeName(join(folder, id, unlisted)),
    1,
    'dashboards.json does not list this panel.',
  );
}

/**
 * Reads `<sqlDir>/dashboards`: `dashboards.json` has the order, each panel is a file of its own. Throws
 * PanelFileError, which names file and line, for anything that is not as it should be.
 */
export async function loadPanelCatalogue(sqlDir: string): Promise<PanelCatalogue> {
  const folder = join(sqlDir, 'dashboards');
  const entries = await readDashboardList(join(folder, 'dashboards.json'));
  const dashboards: DashboardInfo[] = [];
  const panels = new Map<string, Panel>();
  for (const entry of entries) {
    const read = await Promise.all(entry.panels.map((name) => readPanel(folder, entry.id, name)));
    await refuseUnlistedFiles(folder, entry);
    for (const panel of read) panels.set(panel.info.id, panel);
    dashboards.push({ id: entry.id, title: entry.title, panels: read.map((panel) => panel.info) });
  }
  return { dashboards, panels };
}
