import type { Command } from 'commander';
import {
  type ChainEdge,
  type ChainNode,
  type ChainResult,
  isSeenAfterExpiry,
} from '../../../preload/contract/model/chain.ts';
import { CliError } from '../cli-error.ts';
import { type CliContext, withCase } from '../cli-host.ts';
import { formatCount, formatNoun } from '../format-amount.ts';
import {
  addCaseOption,
  addJsonOption,
  addScopeOptions,
  type CaseOption,
  type JsonOption,
  type ScopeOptions,
  scopeOf,
} from '../scope-options.ts';
import { visibleJson, visibleText } from '../visible-text.ts';

type SessionOptions = CaseOption & ScopeOptions & JsonOption & { readonly services?: true };

/**
 * `session ACCESS_KEY_OR_ARN`: the chain of sessions around it, from where it begins down to all that came of it; the
 * result of `session.chain` as JSON. Fails where the case has nothing of that name.
 */
export function addSessionCommand(program: Command, context: CliContext): void {
  const command = program
    .command('session')
    .description('follow credentials up to who first took them and down to what was taken with them')
    .argument(
      '<access-key-or-arn>',
      'an access key id, the ARN of a session, role or user, or a principal id',
    )
    .option('--services', 'show each session that an AWS service began, not their number');
  addJsonOption(addScopeOptions(addCaseOption(command))).action(
    async (start: string, options: SessionOptions) => {
      await withCase(context, options.case, async (call) => {
        const chain = await call('session.chain', {
          start,
          scope: scopeOf(options),
          includeServices: options.services === true,
        });
        if (chain.nodes.length === 0) {
          throw new CliError(
            `No event of the case has the credentials ${visibleText(start)}, and no call gave them out.`,
          );
        }
        await context.stdout.write(options.json ? `${visibleJson(chain)}\n` : asText(chain));
        await context.stderr.write(`${summaryOf(chain)}\n`);
      });
    },
  );
}

/** The chain as lines, each step indented below what it came from; the start is marked with `*`. */
function asText(chain: ChainResult): string {
  const nodes = new Map(chain.nodes.map((node) => [node.id, node]));
  const derived = new Set(chain.edges.map(({ to }) => to));
  const origins = chain.nodes.filter(({ id }) => !derived.has(id));
  const shown = new Set<string>();
  const lines: string[] = [];
  const tell = (node: ChainNode, edge: ChainEdge | null, depth: number): void => {
    const again = shown.has(node.id);
    shown.add(node.id);
    const mark = chain.startIds.includes(node.id) ? '* ' : '  ';
    lines.push(`${mark}${'  '.repeat(depth)}${lineOf(node, edge)}${again ? ' (see above)' : ''}`);
    if (again) return;
    for (const note of notesOf(node)) lines.push(`  ${'  '.repeat(depth + 2)}${note}`);
    const children = chain.nodes.flatMap((child) => {
      const step = chain.edges.find(({ from, to }) => from === node.id && to === child.id);
      return step ? [{ child, step }] : [];
    });
    for (const { child, step } of children) tell(nodes.get(child.id) ?? child, step, depth + 1);
  };
  const roots = origins.length > 0 ? origins : chain.nodes.filter(({ id }) => id === chain.startIds[0]);
  for (const origin of roots) tell(origin, null, 0);
  return `${lines.join('\n')}\n`;
}

function lineOf(node: ChainNode, edge: ChainEdge | null): string {
  const step = edge === null ? '' : `${edge.eventName ?? edge.matched[0]} ${edge.at ?? ''}`.trimEnd();
  const certainty = edge === null || edge.certainty === 'certain' ? '' : ` (${edge.certainty})`;
  const key = node.kind === 'key' ? node.keys[0] : null;
  const what =
    node.kind === 'key' ? null : node.kind === 'session' ? `${formatNoun(node.keyCount, 'key')}` : node.kind;
  const facts = [key ?? what, node.account, eventsOf(node), seenOf(node)].filter((fact) => fact);
  const name = visibleText(node.name);
  return `${step === '' ? '' : `${visibleText(step)}${certainty} → `}${name}  ${facts.map((fact) => visibleText(String(fact))).join('  ')}`;
}

function eventsOf({ query, events }: ChainNode): string {
  if (query === null) return 'events not known';
  const denied = events.denied > 0 ? `, ${formatCount(events.denied)} denied` : '';
  const failed = events.failed > 0 ? `, ${formatCount(events.failed)} failed` : '';
  return `${formatNoun(events.total, 'event')}${denied}${failed}`;
}

const seenOf = ({ firstSeenAt, lastSeenAt }: ChainNode): string | null =>
  firstSeenAt === null ? null : `${firstSeenAt} – ${lastSeenAt ?? ''}`;

function notesOf(node: ChainNode): readonly string[] {
  return [
    node.note === null ? '' : visibleText(node.note),
    isSeenAfterExpiry(node) ? `Seen after its credentials expired at ${node.expiresAt}.` : '',
    node.attempts.total > 0 ? `${formatNoun(node.attempts.total, 'failed attempt')} to take a role` : '',
    node.leftOut > 0 ? `${formatNoun(node.leftOut, 'more session')} not shown` : '',
  ].filter((note) => note !== '');
}

function summaryOf({ nodes, leftOut, cut }: ChainResult): string {
  const credentials = nodes.filter(({ keyCount }) => keyCount > 0).length;
  const rest =
    leftOut.credentials > 0
      ? ` ${formatNoun(leftOut.credentials, 'further credential')} of the start with ${formatNoun(leftOut.events, 'event')} not followed.`
      : '';
  return `${formatNoun(credentials, 'node')} with credentials; times are UTC.${rest}${cut ? ' The chain goes on: it is too long to be shown whole.' : ''}`;
}
