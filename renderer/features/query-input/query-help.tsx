import { CircleHelp } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Popover } from '../../ui/popover.tsx';
import styles from './query-help.module.css';

const c = classNames(styles);

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['ListBuckets', 'the word, anywhere in the record'],
  ['"Failed authentication"', 'the words in this order'],
  ['eventName:GetUser', 'a field with this value, in any case'],
  ['eventName:(Get* OR List*)', 'one of several; * any characters, ? one'],
  ['sourceIPAddress:185.220.0.0/16', 'an address in a block'],
  ['eventTime:[2023-07-10 TO 2023-07-11]', 'from and to, both included; { } leave the ends out'],
  ['asn:>=64512', 'greater, less or equal'],
  ['userAgent:/^aws-cli\\/2/', 'a regular expression'],
  ['errorCode:*', 'the field exists; -errorCode:* it is missing'],
  ['requestParameters.bucketName:acme', 'any path of the record; arrays match any element'],
  ['a AND (b OR c) AND NOT d', 'all, either, not; a space means AND, - means NOT'],
];

/** A button that shows how a query is written. */
export function QueryHelp() {
  const trigger = <IconButton icon={CircleHelp} label="How to write a query" size="small" />;
  return (
    <Popover trigger={trigger} label="How to write a query" align="end">
      <dl className={c('list')}>
        {EXAMPLES.map(([example, meaning]) => (
          <div key={example} className={c('item')}>
            <dt>
              <code>{example}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Popover>
  );
}
