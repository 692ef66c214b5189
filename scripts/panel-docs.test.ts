import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPanelCatalogue } from '../main/query/panel/panel-catalogue.ts';
import { PANEL_DOCS, panelDocs } from './panel-docs.ts';

test('the table of panels is what the headers say; npm run docs writes it anew', async () => {
  const { dashboards } = await loadPanelCatalogue(join(import.meta.dirname, '..', 'sql'));
  expect(readFileSync(PANEL_DOCS, 'utf8')).toBe(panelDocs(dashboards));
});
