import { type Command, InvalidArgumentError } from 'commander';
import {
  type CaseSettings,
  type CaseSettingsInForce,
  MOST_SHORT_LIVED_MINUTES,
} from '../../../preload/contract/model/settings.ts';
import { type CliContext, withCase } from '../cli-host.ts';
import { formatTable } from '../format-table.ts';
import {
  addCaseOption,
  addJsonOption,
  type CaseOption,
  type JsonOption,
  wholeNumber,
} from '../scope-options.ts';
import { visibleJson } from '../visible-text.ts';

type SettingsOptions = CaseOption &
  JsonOption & {
    readonly homeCountries?: readonly string[] | 'auto';
    readonly addAdministrator?: readonly string[];
    readonly removeAdministrator?: readonly string[];
    readonly shortLivedMinutes?: number;
  };

/** `settings`: shows what dashboards stand on, after changing what the options say. */
export function addSettingsCommand(program: Command, context: CliContext): void {
  const command = program
    .command('settings')
    .description('show and change home countries, administrators and what short-lived means')
    .option('--home-countries <codes>', 'ISO 3166 codes such as DE,NL, or auto', countriesOption)
    .option('--add-administrator <arn>', 'a principal that is an administrator; may be repeated', repeated)
    .option('--remove-administrator <arn>', 'a principal that is not; may be repeated', repeated)
    .option(
      '--short-lived-minutes <minutes>',
      'how long something short-lived lives',
      wholeNumber(1, MOST_SHORT_LIVED_MINUTES),
    );
  addJsonOption(addCaseOption(command)).action(async (options: SettingsOptions) => {
    const inForce = await withCase(context, options.case, async (call) => {
      const before = await call('settings.read', {});
      return changes(options)
        ? call('settings.write', { settings: changed(before.settings, options) })
        : before;
    });
    await context.stdout.write(`${options.json ? visibleJson(inForce) : asText(inForce)}\n`);
  });
}

function changes(options: SettingsOptions): boolean {
  const { homeCountries, addAdministrator, removeAdministrator, shortLivedMinutes } = options;
  return [homeCountries, addAdministrator, removeAdministrator, shortLivedMinutes].some(
    (value) => value !== undefined,
  );
}

function changed(settings: CaseSettings, options: SettingsOptions): CaseSettings {
  const { homeCountries, addAdministrator: added = [], removeAdministrator: removed = [] } = options;
  const merged = (list: readonly string[], more: readonly string[], less: readonly string[]) => [
    ...new Set([...list.filter((one) => !less.includes(one)), ...more]),
  ];
  return {
    homeCountries:
      homeCountries === undefined
        ? settings.homeCountries
        : homeCountries === 'auto'
          ? null
          : [...homeCountries],
    administratorsAdded: merged(settings.administratorsAdded, added, removed),
    administratorsRemoved: merged(settings.administratorsRemoved, removed, added),
    shortLivedMinutes: options.shortLivedMinutes ?? settings.shortLivedMinutes,
  };
}

function asText({ settings, homeCountries, administrators }: CaseSettingsInForce): string {
  const most = homeCountries.length > 0 ? 'where most sign-ins succeeded' : 'no sign-in has a place';
  const derived = settings.homeCountries === null ? ` (${most})` : '';
  const rows = administrators.map(({ principal, reason, removed }) => [
    principal,
    removed ? 'taken out in the case settings' : reason,
  ]);
  return [
    `Home countries: ${homeCountries.join(', ') || 'none'}${derived}`,
    `Short-lived: within ${settings.shortLivedMinutes} minutes`,
    '',
    formatTable(['administrator', 'reason'], rows),
  ].join('\n');
}

function countriesOption(text: string): readonly string[] | 'auto' {
  if (text.toLowerCase() === 'auto') return 'auto';
  const codes = text.split(',').map((code) => code.trim().toUpperCase());
  if (!codes.every((code) => /^[A-Z]{2}$/.test(code))) {
    throw new InvalidArgumentError('It must be two-letter country codes such as DE,NL, or auto.');
  }
  return codes;
}

function repeated(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, text];
}
