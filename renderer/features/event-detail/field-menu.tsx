import { MoreHorizontal } from 'lucide-react';
import { openValueMenu, type ValueMenuRequest } from '../../state/value-menu.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './field-menu.module.css';

const c = classNames(styles);

type FieldMenuProps = Omit<ValueMenuRequest, 'x' | 'y'>;

/** The button at the end of a field that opens the menu of its value. */
export function FieldMenu(request: FieldMenuProps) {
  return (
    <IconButton
      icon={MoreHorizontal}
      size="small"
      label={`Field ${request.field}`}
      hint={false}
      aria-haspopup="menu"
      tabIndex={-1}
      className={c('trigger')}
      onClick={(event) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        openValueMenu({ ...request, x: left, y: bottom });
      }}
    />
  );
}
