import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { type ChainNode, isSeenAfterExpiry } from '../../../preload/contract/model/chain.ts';
import { formatCount } from '../../format/number.ts';
import { formatInstant } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import styles from './chain-facts.module.css';

const c = classNames(styles);
const MOST_KEYS = 8;

/** What the records say of a node, line by line; what they do not say is left out or said to be unknown. */
export function ChainFacts({ node }: { readonly node: ChainNode }) {
  const zone = usePreferences((state) => state.zone);
  const at = (instant: string | null) => (instant === null ? null : formatInstant(instant, zone));
  const isTemporary =
    node.kind === 'session' || (node.keyCount > 0 && !node.keys.every((key) => key.startsWith('AKIA')));
  return (
    <section className={c('facts')} aria-label="Facts">
      <dl className={c('list')}>
        <Keys node={node} />
        <Fact name="ARN" text={node.arn} isLong />
        <Fact name="Principal id" text={node.principalId} isLong />
        <Fact name="Identity" text={node.identityType} />
        <Fact name="Account" text={node.account} />
        {isTemporary ? <Fact name="Created" text={at(node.createdAt) ?? 'not recorded'} /> : null}
        {isTemporary ? <Fact name="Expires" text={at(node.expiresAt) ?? 'not recorded'} /> : null}
        <Fact name="First seen" text={at(node.firstSeenAt)} />
        <Fact name="Last seen" text={lastSeen(node, at(node.lastSeenAt))} />
        <Fact name="Source identity" text={node.sourceIdentity} />
        {isTemporary ? (
          <Fact name="MFA" text={node.mfa === null ? 'not recorded' : node.mfa ? 'yes' : 'no'} />
        ) : null}
        {node.events.total > 0 ? (
          <>
            <Fact name="Addresses" text={formatCount(node.addresses)} />
            <Fact name="User agents" text={formatCount(node.userAgents)} />
          </>
        ) : null}
        <Fact name="Used by" text={node.services.length === 0 ? null : node.services.join(', ')} />
      </dl>
    </section>
  );
}

const lastSeen = (node: ChainNode, at: string | null): string | null =>
  at !== null && isSeenAfterExpiry(node) ? `${at}, after they expired` : at;

function Keys({ node: { keys, keyCount } }: { readonly node: ChainNode }) {
  if (keyCount === 0) return null;
  const shown = keys.slice(0, MOST_KEYS);
  return (
    <Line name={keyCount === 1 ? 'Access key' : `${formatCount(keyCount)} access keys`}>
      {shown.map((key) => (
        <span key={key} className={c('key')}>
          <MiddleTruncate text={visibleText(key)} mono />
          <IconButton
            icon={Copy}
            size="small"
            label={`Copy ${visibleText(key)}`}
            onClick={() => void copyText(key)}
          />
        </span>
      ))}
      {keyCount > shown.length ? <span>and {formatCount(keyCount - shown.length)} more</span> : null}
    </Line>
  );
}

type FactProps = { readonly name: string; readonly text: string | null; readonly isLong?: boolean };

function Fact({ name, text, isLong = false }: FactProps) {
  if (text === null) return null;
  const shown = visibleText(text);
  return <Line name={name}>{isLong ? <MiddleTruncate text={shown} tail={16} mono /> : shown}</Line>;
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className={c('term')}>{name}</dt>
      <dd className={c('value')}>{children}</dd>
    </>
  );
}
