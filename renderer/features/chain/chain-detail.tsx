import { FileText, ListFilter, TriangleAlert, User, Waypoints } from 'lucide-react';
import { type ChainNode, type ChainResult, MATCH_TEXTS } from '../../../preload/contract/model/chain.ts';
import { useCall } from '../../data/use-call.ts';
import { formatCount } from '../../format/number.ts';
import { formatInstant } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { ChainTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { OutcomeMark } from '../events-table/outcome-mark.tsx';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './chain-detail.module.css';
import { ChainFacts } from './chain-facts.tsx';
import { queryOfNodes } from './chain-query.ts';
import { certaintyText, kindText, stepText, untoldText } from './chain-text.ts';
import { nodesBelow } from './chain-tree.ts';
import { openIssue } from './open-issue.ts';
import { entityOfNode, openNode, openQuery, scopeOfQuery, startOfNode } from './open-node.ts';

const c = classNames(styles);

type ChainDetailProps = {
  readonly tab: ChainTab;
  readonly result: ChainResult;
  readonly node: ChainNode;
  readonly onUnfold: () => void;
};

/** One node whole: what is known of it, how it came to be, what failed, and what it opens. */
export function ChainDetail({ tab, result, node, onUnfold }: ChainDetailProps) {
  const isUnknown = node.origin === 'not-in-evidence';
  return (
    <aside className={c('pane')} aria-label="Node of the chain" tabIndex={-1}>
      <header className={c('header')}>
        <p className={c('kind')}>{kindText(node)}</p>
        <h2 className={c('name')}>
          <VisibleText text={node.name} />
        </h2>
        {node.note === null ? null : (
          <p className={c('note', isUnknown && 'unknown')}>
            {isUnknown ? <TriangleAlert size={13} aria-hidden className={c('sign')} /> : null}
            <VisibleText text={node.note} />
          </p>
        )}
      </header>
      <Outcomes node={node} />
      <Actions tab={tab} result={result} node={node} onUnfold={onUnfold} />
      <Steps result={result} node={node} />
      <ChainFacts node={node} />
      <Attempts node={node} />
    </aside>
  );
}

function Outcomes({ node: { events, query } }: { readonly node: ChainNode }) {
  if (query === null) return null;
  const outcomes = (['success', 'denied', 'failed'] as const).filter((outcome) => events[outcome] > 0);
  return (
    <p className={c('outcomes')}>
      <strong className={c('figure')}>{formatCount(events.total)}</strong> events
      {outcomes.map((outcome) => (
        <span key={outcome} className={c('outcome')}>
          {formatCount(events[outcome])} <OutcomeMark outcome={outcome} />
        </span>
      ))}
    </p>
  );
}

function Actions({ tab, result, node, onUnfold }: ChainDetailProps) {
  const { openEntity, openChain } = useWorkspace.getState();
  const below = nodesBelow(result, node.id);
  const query = below.length === 0 ? null : queryOfNodes([node, ...below]);
  const count = useCall(
    'event.count',
    { scope: scopeOfQuery(query ?? '', tab.scope) },
    { enabled: query !== null, keepPrevious: false },
  );
  const entity = entityOfNode(node);
  const start = startOfNode(node);
  return (
    <div className={c('actions')}>
      <Button
        size="small"
        icon={ListFilter}
        disabled={node.query === null || node.events.total === 0}
        onClick={() => openNode(node, tab.scope)}
      >
        Open its {formatCount(node.events.total)} events
      </Button>
      {below.length > 0 ? (
        <Button
          size="small"
          icon={ListFilter}
          disabled={query === null}
          title={query === null ? 'Too many sessions for one query' : undefined}
          onClick={() => query !== null && openQuery(query, `Through ${node.name} and below`, tab.scope)}
        >
          Open all through it and below{count.data ? ` (${formatCount(count.data.events)})` : ''}
        </Button>
      ) : null}
      {node.kind === 'folded' ? (
        <Button size="small" icon={Waypoints} onClick={onUnfold}>
          Show each session
        </Button>
      ) : null}
      {entity === null ? null : (
        <Button size="small" icon={User} onClick={() => openEntity(entity)}>
          Open page
        </Button>
      )}
      {start === null || start === tab.start ? null : (
        <Button size="small" icon={Waypoints} onClick={() => openChain(start)}>
          Chain from here
        </Button>
      )}
    </div>
  );
}

/** How the node came to be, each way with its proof and the event that says so. */
function Steps({ result, node }: { readonly result: ChainResult; readonly node: ChainNode }) {
  const zone = usePreferences((state) => state.zone);
  const names = new Map(result.nodes.map(({ id, name }) => [id, name]));
  const steps = result.edges.filter(({ to }) => to === node.id);
  if (steps.length === 0) return null;
  return (
    <section className={c('section')} aria-label="Came from">
      <h3 className={c('heading')}>Came from</h3>
      {steps.map((edge) => (
        <div key={edge.from} className={c('step')}>
          <p>
            {edge.at === null ? `${stepText(edge, node)} ` : null}
            <strong>
              <VisibleText text={names.get(edge.from) ?? ''} />
            </strong>
            {edge.at === null ? null : `, ${stepText(edge, node)} at ${formatInstant(edge.at, zone)}`}
            {edge.address === null ? '' : ` from ${visibleText(edge.address)}`}
          </p>
          <p className={c('proof')}>{certaintyText(edge.certainty)}. Matched by:</p>
          <ul className={c('matches')}>
            {edge.matched.map((match) => (
              <li key={match}>{MATCH_TEXTS[match]}</li>
            ))}
          </ul>
          {edge.recordId === null ? (
            <p className={c('proof')}>{untoldText(node)}</p>
          ) : (
            <IssueButtons
              recordIds={[edge.recordId, ...edge.otherRecordIds]}
              eventName={edge.eventName ?? 'call'}
            />
          )}
        </div>
      ))}
    </section>
  );
}

type IssueButtonsProps = { readonly recordIds: readonly number[]; readonly eventName: string };

function IssueButtons({ recordIds, eventName }: IssueButtonsProps) {
  return (
    <div className={c('actions')}>
      {recordIds.slice(0, 4).map((recordId, index) => (
        <Button key={recordId} size="small" icon={FileText} onClick={() => void openIssue(recordId)}>
          {index === 0
            ? `Open the ${visibleText(eventName)} event`
            : `Its other record ${recordIds.length > 2 ? index : ''}`}
        </Button>
      ))}
    </div>
  );
}

/** Calls of the node that would have given it further credentials, and failed. */
function Attempts({ node: { attempts } }: { readonly node: ChainNode }) {
  const zone = usePreferences((state) => state.zone);
  if (attempts.total === 0) return null;
  return (
    <section className={c('section')} aria-label="Failed attempts">
      <h3 className={c('heading')}>Failed attempts to take a role, {formatCount(attempts.total)}</h3>
      <ul className={c('attempts')}>
        {attempts.listed.map((attempt) => (
          <li key={attempt.recordId}>
            <button type="button" className={c('attempt')} onClick={() => void openIssue(attempt.recordId)}>
              <span>{formatInstant(attempt.at, zone, { withZone: false })}</span>
              <span className={c('code')}>
                <VisibleText text={attempt.errorCode ?? 'failed'} />
              </span>
              <span className={c('role')} title={visibleText(attempt.role ?? attempt.eventName)}>
                <VisibleText text={attempt.role ?? attempt.eventName} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {attempts.total > attempts.listed.length ? (
        <p className={c('proof')}>{formatCount(attempts.total - attempts.listed.length)} more not listed.</p>
      ) : null}
    </section>
  );
}
