import type { PanelInfo, PanelOption } from '../../../preload/contract/model/panel.ts';
import type { DashboardTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { MenuCheck } from '../../ui/menu.tsx';
import { Select } from '../../ui/select.tsx';
import styles from './panel-card.module.css';
import { optionsOf, withOption } from './panel-scope.ts';

const c = classNames(styles);

type PanelOptionsProps = { readonly tab: DashboardTab; readonly info: PanelInfo };

/** The choices of a panel that have several values, each as a quiet select that shows its value. */
export function PanelSelects({ tab, info }: PanelOptionsProps) {
  const values = optionsOf(tab, info);
  return choicesOf(info).map((option) => (
    <Select
      key={option.name}
      label={`${option.title}, ${info.title}`}
      size="quiet"
      value={values[option.name] ?? option.default}
      options={option.values}
      onChange={(value) => change(tab, info, option.name, value)}
    />
  ));
}

/** The choices of a panel that are on or off, for its menu. */
export function PanelSwitches({ tab, info }: PanelOptionsProps) {
  const values = optionsOf(tab, info);
  return info.options.filter(isSwitch).map((option) => (
    <MenuCheck
      key={option.name}
      checked={values[option.name] === 'true'}
      onChange={(checked) => change(tab, info, option.name, String(checked))}
    >
      {option.title}
    </MenuCheck>
  ));
}

/** Which switches of a panel are not as they are by default, so that a changed figure explains itself. */
export function PanelSwitchNotes({ tab, info }: PanelOptionsProps) {
  const values = optionsOf(tab, info);
  return info.options
    .filter((option) => isSwitch(option) && values[option.name] !== option.default)
    .map((option) => {
      const title = option.values.find(({ value }) => value === values[option.name])?.title ?? '';
      const text = `${option.title}: ${title.toLowerCase()}`;
      return (
        <span key={option.name} className={c('on')} title={text}>
          {text}
        </span>
      );
    });
}

/** The options of a panel that are a choice of several values. */
export function choicesOf({ options }: PanelInfo): readonly PanelOption[] {
  return options.filter((option) => !isSwitch(option));
}

/** Whether a panel has choices for its menu. */
export function hasSwitches({ options }: PanelInfo): boolean {
  return options.some(isSwitch);
}

function change(tab: DashboardTab, info: PanelInfo, name: string, value: string): void {
  useWorkspace.getState().patchTab(tab.id, { panelOptions: withOption(tab, info.id, name, value) });
}

function isSwitch({ values }: PanelOption): boolean {
  return values.length === 2 && values.every(({ value }) => value === 'true' || value === 'false');
}
