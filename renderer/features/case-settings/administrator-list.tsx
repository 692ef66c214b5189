import { type FormEvent, useState } from 'react';
import type { CaseSettings, CaseSettingsInForce } from '../../../preload/contract/model/settings.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import styles from './case-settings.module.css';

const c = classNames(styles);

type AdministratorListProps = {
  readonly settings: CaseSettings;
  readonly inForce: CaseSettingsInForce;
  readonly onChange: (settings: CaseSettings) => void;
};

/** Who counts as an administrator and why; each can be taken out, others can be added by their ARN. */
export function AdministratorList({ settings, inForce, onChange }: AdministratorListProps) {
  const [typed, setTyped] = useState('');
  const { administratorsAdded: added, administratorsRemoved: removed } = settings;
  const derived = inForce.administrators.filter(({ reason }) => reason !== ADDED);
  const known = new Set(derived.map(({ principal }) => principal));
  const rows = [
    ...derived,
    ...added.filter((principal) => !known.has(principal)).map((principal) => ({ principal, reason: ADDED })),
  ];
  const toggle = (principal: string, counts: boolean) => {
    const others = (list: readonly string[]) => list.filter((one) => one !== principal);
    if (!known.has(principal)) onChange({ ...settings, administratorsAdded: others(added) });
    else onChange({ ...settings, administratorsRemoved: counts ? others(removed) : [...removed, principal] });
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    const principal = typed.trim();
    if (principal === '') return;
    setTyped('');
    if (!rows.some((row) => row.principal === principal)) {
      onChange({ ...settings, administratorsAdded: [...added, principal] });
    }
  };
  return (
    <fieldset className={c('group')}>
      <legend>Administrators</legend>
      <p className={c('hint')}>
        Found in the data: root, who was given AdministratorAccess, IAMFullAccess or PowerUserAccess, and
        roles named admin. Rights given before the logs begin cannot be seen; add them here.
      </p>
      <ul className={c('people')} aria-label="Administrators">
        {rows.map(({ principal, reason }) => (
          <li key={principal}>
            <label className={c('choice')}>
              <input
                type="checkbox"
                checked={!removed.includes(principal)}
                onChange={(event) => toggle(principal, event.currentTarget.checked)}
              />
              <span className={c('person')}>
                <span className={c('mono')}>
                  <MiddleTruncate text={principal} tail={28} />
                </span>
                <span className={c('hint')}>{reason}</span>
              </span>
            </label>
          </li>
        ))}
        {rows.length === 0 ? <li className={c('hint')}>The data shows none.</li> : null}
      </ul>
      <form className={c('add')} onSubmit={add}>
        <input
          type="text"
          className={c('input')}
          value={typed}
          maxLength={2048}
          spellCheck={false}
          aria-label="ARN of a role or user"
          placeholder="arn:aws:iam::111122223333:role/name"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" disabled={typed.trim() === ''}>
          Add
        </Button>
      </form>
    </fieldset>
  );
}

const ADDED = 'added in the case settings';
