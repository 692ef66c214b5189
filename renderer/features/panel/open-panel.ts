import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import type { DashboardTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import type { Span } from '../charts/mark.ts';
import { sourceClassTitle } from '../geo-map/source-class.ts';
import { bucketOf, optionsOf, panelScope } from './panel-scope.ts';

/** Opens a search that shows the panel's result as Aggregates and the events behind it as Messages. */
export function openPanel(
  tab: DashboardTab,
  info: PanelInfo,
  result: PanelResult | undefined,
  span: Span | null,
): void {
  const scope = panelScope(tab, info.id);
  useWorkspace.getState().openSearch({
    title: info.title,
    scope: result?.messages ?? { ...scope, query: joinQueries(scope.query, info.query) },
    panel: { id: info.id, options: optionsOf(tab, info), bucket: bucketOf(tab, info, span), scope },
  });
}

/** Opens the events of a map that have no place because of what their address is. */
export function openUnplaced(
  tab: DashboardTab,
  info: PanelInfo,
  result: PanelResult | undefined,
  sourceClass: string,
): void {
  const base = result?.messages ?? panelScope(tab, info.id);
  useWorkspace.getState().openSearch({
    title: `No place: ${sourceClassTitle(sourceClass)}`,
    scope: { ...base, query: joinQueries(base.query, unplacedQuery(sourceClass)) },
  });
}

/** The events without a place of that class; `other` includes those without any address. */
function unplacedQuery(sourceClass: string): string {
  const ofClass =
    sourceClass === 'other'
      ? '(sourceClass:other OR -sourceClass:*)'
      : fieldClause('sourceClass', sourceClass);
  return `${ofClass} AND -latitude:*`;
}
