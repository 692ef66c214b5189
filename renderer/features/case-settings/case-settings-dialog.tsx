import { useState } from 'react';
import {
  type CaseSettings,
  type CaseSettingsInForce,
  MOST_SHORT_LIVED_MINUTES,
} from '../../../preload/contract/model/settings.ts';
import { bridge } from '../../bridge/bridge.ts';
import { refreshCase } from '../../data/refresh.ts';
import { useCall } from '../../data/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { AdministratorList } from './administrator-list.tsx';
import styles from './case-settings.module.css';
import { CountryPicker } from './country-picker.tsx';

const c = classNames(styles);

type CaseSettingsDialogProps = {
  readonly readOnly: boolean;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
};

/** What the investigator knows and the data does not: home countries, administrators, what short-lived means. */
export function CaseSettingsDialog({ readOnly, open, onOpenChange }: CaseSettingsDialogProps) {
  const { data, error } = useCall('settings.read', {}, { enabled: open });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Case settings"
      description="Dashboards stand on these. They are kept with the case."
    >
      {error ? <EmptyState tone="bad" title={error.message} /> : null}
      {!data && !error ? <SkeletonLines lines={8} label="Loading the settings" /> : null}
      {data ? <SettingsForm inForce={data} readOnly={readOnly} onDone={() => onOpenChange(false)} /> : null}
    </Dialog>
  );
}

type SettingsFormProps = {
  readonly inForce: CaseSettingsInForce;
  readonly readOnly: boolean;
  readonly onDone: () => void;
};

function SettingsForm({ inForce, readOnly, onDone }: SettingsFormProps) {
  const [settings, setSettings] = useState(inForce.settings);
  const [minutes, setMinutes] = useState(String(inForce.settings.shortLivedMinutes));
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const number = Number(minutes);
  const isNumber = /^\d+$/.test(minutes.trim()) && number >= 1 && number <= MOST_SHORT_LIVED_MINUTES;
  const save = async () => {
    setSaving(true);
    try {
      await saveSettings({ ...settings, shortLivedMinutes: number });
      onDone();
    } catch (reason) {
      setFailure(reason instanceof Error ? reason.message : String(reason));
    } finally {
      setSaving(false);
    }
  };
  return (
    <div className={c('form')}>
      <CountryPicker
        chosen={settings.homeCountries}
        inForce={inForce}
        onChange={(homeCountries) => setSettings({ ...settings, homeCountries })}
      />
      <AdministratorList settings={settings} inForce={inForce} onChange={setSettings} />
      <fieldset className={c('group')}>
        <legend>Short-lived</legend>
        <label className={c('choice')}>
          <span>What is removed again within</span>
          <input
            type="text"
            inputMode="numeric"
            className={c('input', 'number')}
            aria-label="Minutes within which something is short-lived"
            aria-invalid={!isNumber}
            value={minutes}
            onChange={(event) => setMinutes(event.currentTarget.value)}
          />
          <span>minutes of being made</span>
        </label>
        {isNumber ? null : (
          <p role="alert" className={c('error')}>
            Write whole minutes, from 1 to {MOST_SHORT_LIVED_MINUTES.toLocaleString('en-US')} (a week).
          </p>
        )}
      </fieldset>
      {failure ? (
        <p role="alert" className={c('error')}>
          {failure}
        </p>
      ) : null}
      <div className={c('buttons')}>
        {readOnly ? <span className={c('hint')}>This case can only be read.</span> : null}
        <Button onClick={onDone}>Cancel</Button>
        <Button variant="primary" disabled={readOnly || saving || !isNumber} onClick={() => void save()}>
          Save
        </Button>
      </div>
    </div>
  );
}

async function saveSettings(settings: CaseSettings): Promise<void> {
  await bridge.call('settings.write', { settings });
  refreshCase();
}
