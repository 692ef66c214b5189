// npm run docs: writes sql/dashboards/PANELS.md, the table of all panels, from the headers of their SQL files.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadPanelCatalogue } from '../main/query/panel/panel-catalogue.ts';
import type { DashboardInfo, PanelInfo } from '../preload/contract/model/panel.ts';

const SQL_DIR = join(import.meta.dirname, '..', 'sql');
export const PANEL_DOCS = join(SQL_DIR, 'dashboards', 'PANELS.md');

const INTRODUCTION = `# Panels

Every panel of the preset dashboards: what it counts, where its number differs from that of the original (the Sumo
Logic app for AWS CloudTrail), and which pitfall of the records it avoids. Written by \`npm run docs\` from the headers
of the SQL files in this folder; a test fails when it is out of date.

All panels count each event once, however often it was delivered (P11), and read times as UTC (P15).`;

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function panelRow({ id, title, chart, condition, original, pitfalls, needs, absent }: PanelInfo): string {
  const name = `**${title}**<br>\`${id}\`<br>${chart}`;
  const counted = [condition, needs === null ? '' : `Without such events: “${absent}”`]
    .filter(Boolean)
    .join('<br>');
  return `| ${name} | ${cell(counted)} | ${cell(original ?? '')} | ${pitfalls.map(cell).join('<br>')} |`;
}

/** The table of all panels as Markdown. */
export function panelDocs(dashboards: readonly DashboardInfo[]): string {
  const sections = dashboards.map(({ id, title, panels }) =>
    [
      `## ${title} (\`${id}\`, ${panels.length})`,
      '',
      '| panel | counts | the original | avoids |',
      '|---|---|---|---|',
      ...panels.map(panelRow),
    ].join('\n'),
  );
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { dashboards } = await loadPanelCatalogue(SQL_DIR);
  writeFileSync(PANEL_DOCS, panelDocs(dashboards));
}
