import { TriangleAlert } from 'lucide-react';
import { useEffect, useId, useMemo, useRef } from 'react';
import type { ChainEdge } from '../../../preload/contract/model/chain.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { formatShortInstant } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import styles from './chain-graph.module.css';
import { layOutChain, NODE_HEIGHT, NODE_WIDTH, type PlacedNode } from './chain-layout.ts';
import { eventsText, kindText, stepText } from './chain-text.ts';
import type { ChainLine } from './chain-tree.ts';

const c = classNames(styles);

type ChainGraphProps = {
  readonly lines: readonly ChainLine[];
  readonly edges: readonly ChainEdge[];
  readonly chosenId: string;
  readonly onChoose: (id: string) => void;
};

/**
 * The chain drawn from left to right: where it begins, then each step. The tree below says the same to those who do
 * not see it or use the keyboard.
 */
export function ChainGraph({ lines, edges, chosenId, onChoose }: ChainGraphProps) {
  const id = useId();
  const canvas = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layOutChain(lines, edges), [lines, edges]);
  useEffect(() => {
    canvas.current
      ?.querySelector(`[data-node="${CSS.escape(chosenId)}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosenId]);
  return (
    <ScrollRegion className={c('scroll')} label="Graph of the chain, scrollable">
      <div ref={canvas} className={c('canvas')} style={{ width: layout.width, height: layout.height }}>
        <svg className={c('edges')} width={layout.width} height={layout.height} aria-hidden="true">
          <defs>
            <marker
              id={id}
              viewBox="0 0 6 6"
              refX="5"
              refY="3"
              markerWidth="6"
              markerHeight="6"
              orient="auto"
            >
              <path d="M 0 0 L 6 3 L 0 6 z" className={c('head')} />
            </marker>
          </defs>
          {layout.edges.map(({ edge, path }) => (
            <path
              key={`${edge.from} ${edge.to}`}
              d={path}
              className={c('edge', edge.certainty)}
              markerEnd={`url(#${id})`}
            />
          ))}
        </svg>
        {layout.nodes.map((placed) => (
          <GraphNode
            key={placed.node.id}
            placed={placed}
            isChosen={placed.node.id === chosenId}
            onChoose={onChoose}
          />
        ))}
      </div>
    </ScrollRegion>
  );
}

type GraphNodeProps = {
  readonly placed: PlacedNode;
  readonly isChosen: boolean;
  readonly onChoose: (id: string) => void;
};

function GraphNode({ placed, isChosen, onChoose }: GraphNodeProps) {
  const zone = usePreferences((state) => state.zone);
  const { node, line, x, y } = placed;
  const at = node.createdAt ?? node.firstSeenAt;
  const { denied, failed, total } = node.events;
  const isUnknown = node.origin === 'not-in-evidence';
  return (
    <button
      type="button"
      tabIndex={-1}
      data-node={node.id}
      aria-pressed={isChosen}
      aria-label={`${kindText(node)} ${visibleText(node.name)}, ${eventsText(node)}`}
      title={`${visibleText(node.name)}\n${line.edge === null ? kindText(node) : `${stepText(line.edge, line.node)} · ${kindText(node)}`}`}
      className={c('node', node.kind, isChosen && 'chosen', line.isStart && 'start', isUnknown && 'unknown')}
      style={{ left: x, top: y, width: NODE_WIDTH, height: NODE_HEIGHT }}
      onClick={() => onChoose(node.id)}
    >
      <span className={c('top')}>
        <span className={c('step')}>{line.edge === null ? kindText(node) : stepText(line.edge, node)}</span>
        {line.isStart ? <span className={c('mark')}>start</span> : null}
      </span>
      <span className={c('name')}>
        <MiddleTruncate text={visibleText(node.name)} tail={6} hint={false} />
      </span>
      <span className={c('facts')}>
        <span>{node.account ?? ''}</span>
        {at === null ? null : <span className={c('time')}>{formatShortInstant(at, zone)}</span>}
      </span>
      <span className={c('facts')}>
        <span>{node.query === null ? '–' : total === 0 ? 'no events' : countOf(total, 'event')}</span>
        {denied > 0 ? <span className={c('denied')}>✕ {formatCount(denied)}</span> : null}
        {failed > 0 ? <span className={c('failed')}>▲ {formatCount(failed)}</span> : null}
        {isUnknown ? (
          <span className={c('warning', 'time')}>
            <TriangleAlert size={11} aria-hidden /> no origin
          </span>
        ) : null}
      </span>
      {denied + failed > 0 ? (
        <span className={c('share')} aria-hidden="true">
          <span className={c('denied-share')} style={{ width: `${(denied / total) * 100}%` }} />
          <span className={c('failed-share')} style={{ width: `${(failed / total) * 100}%` }} />
        </span>
      ) : null}
    </button>
  );
}
