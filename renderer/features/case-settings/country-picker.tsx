import { X } from 'lucide-react';
import type { CaseSettingsInForce } from '../../../preload/contract/model/settings.ts';
import { countOf } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { Select } from '../../ui/select.tsx';
import styles from './case-settings.module.css';

const c = classNames(styles);
const NONE = '-';

type CountryPickerProps = {
  /** The countries chosen; null leaves it to the data. */
  readonly chosen: readonly string[] | null;
  readonly inForce: CaseSettingsInForce;
  readonly onChange: (countries: string[] | null) => void;
};

/** The home countries: the one the data says, or a list of one's own. */
export function CountryPicker({ chosen, inForce, onChange }: CountryPickerProps) {
  const { countries, homeCountries } = inForce;
  const nameOf = (code: string) =>
    countries.find((country) => country.code === code)?.name ?? countryName(code);
  const shown = chosen ?? [];
  const others = countries.filter(({ code }) => !shown.includes(code));
  const derived = homeCountries.map(nameOf).join(', ') || 'none, as no sign-in has a place';
  return (
    <fieldset className={c('group')}>
      <legend>Home countries</legend>
      <p className={c('hint')}>
        Sign-ins from anywhere else are listed in the panel Logins from Outside the Home Countries.
      </p>
      <label className={c('choice')}>
        <input type="radio" name="home" checked={chosen === null} onChange={() => onChange(null)} />
        <span>
          Where most sign-ins succeeded
          {chosen === null ? <span className={c('hint')}> · {visibleText(derived)}</span> : null}
        </span>
      </label>
      <label className={c('choice')}>
        <input
          type="radio"
          name="home"
          checked={chosen !== null}
          onChange={() => onChange([...homeCountries])}
        />
        <span>These countries</span>
      </label>
      {chosen === null ? null : (
        <div className={c('indented')}>
          <ul className={c('chips')} aria-label="Home countries">
            {shown.map((code) => (
              <li key={code} className={c('chip')}>
                {nameOf(code)}
                <button
                  type="button"
                  className={c('remove')}
                  aria-label={`Remove ${nameOf(code)}`}
                  onClick={() => onChange(shown.filter((one) => one !== code))}
                >
                  <X size={12} aria-hidden />
                </button>
              </li>
            ))}
            {shown.length === 0 ? <li className={c('hint')}>No country is home.</li> : null}
          </ul>
          <Select
            label="Add a home country"
            size="small"
            value={NONE}
            options={[
              { value: NONE, title: 'Add a country…' },
              ...others.map(({ code, name, events }) => ({
                value: code,
                title: events > 0 ? `${name} (${countOf(events, 'event')})` : name,
              })),
            ]}
            onChange={(code) => code !== NONE && onChange([...shown, code])}
          />
        </div>
      )}
    </fieldset>
  );
}

function countryName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code;
}
