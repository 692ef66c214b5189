import type { PanelInfo, PanelOption } from '../../../preload/contract/model/panel.ts';
import type { DashboardTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import styles from './panel-card.module.css';
import { optionsOf, withOption } from './panel-scope.ts';

const c = classNames(styles);

type PanelOptionsProps = { readonly tab: DashboardTab; readonly info: PanelInfo };

/** The choices a panel offers: switches for what is on or off, selects for the rest. */
export function PanelOptions({ tab, info }: PanelOptionsProps) {
  const values = optionsOf(tab, info);
  const change = (name: string, value: string) =>
    useWorkspace.getState().patchTab(tab.id, { panelOptions: withOption(tab, info.id, name, value) });
  return info.options.map((option) =>
    isSwitch(option) ? (
      <Switch
        key={option.name}
        label={option.title}
        checked={values[option.name] === 'true'}
        onChange={(checked) => change(option.name, String(checked))}
      />
    ) : (
      <span key={option.name} className={c('option')}>
        <span aria-hidden>{option.title}</span>
        <Select
          label={option.title}
          size="small"
          value={values[option.name] ?? option.default}
          options={option.values}
          onChange={(value) => change(option.name, value)}
        />
      </span>
    ),
  );
}

function isSwitch({ values }: PanelOption): boolean {
  return values.length === 2 && values.every(({ value }) => value === 'true' || value === 'false');
}
