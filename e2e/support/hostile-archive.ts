import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Texts an attacker can put into a log, each for another reader: a browser, a spreadsheet, a pair of eyes. */
export const HOSTILE = {
  image: '<img src=x onerror="window.hostileRan=1">',
  script: '</td><script>window.hostileRan=1</script>',
  handler: `"'><svg onload=window.hostileRan=1>`,
  formula: `=cmd|'/C calc'!A0`,
  plus: '+1+cmd',
  at: '@SUM(1+1)*cmd',
  minus: '-2+3',
  tab: '\t=1+1',
  bidi: 'safe\u202Egpj.exe',
  invisible: 'al\u200Bice',
  control: 'line one\r\nline two\u0000\u001b[31m',
  template: '{{constructor.constructor("window.hostileRan=1")()}}${window.hostileRan=1}',
  link: 'javascript:window.hostileRan=1',
} as const;

const TEXTS = Object.values(HOSTILE);
const ADDRESSES = ['130.149.4.31', '51.68.152.88', '34.95.140.9'];
const FOLDER = '<img src=x onerror=window.hostileRan=1>';

/** How many events the hostile archive holds; a further record is cut off. */
export const HOSTILE_EVENTS = 4 * TEXTS.length + 1;

/** Writes an archive of console sign-ins and other calls, every text of which is hostile; answers its folder. */
export async function writeHostileArchive(parent: string): Promise<string> {
  const archive = join(parent, 'hostile');
  const folder = join(archive, FOLDER);
  await mkdir(folder, { recursive: true });
  const records = TEXTS.flatMap((text, index) => [
    signIn(text, index),
    call(text, index, 'CreateThing'),
    call(text, index, 'DeleteThing'),
    call(text, index, text),
  ]);
  await writeFile(join(folder, 'a.json'), JSON.stringify({ Records: records }));
  await writeFile(
    join(folder, 'b.ndjson'),
    `${JSON.stringify(signIn('plain', 98))}\n{"eventName":"${HOSTILE.image.replaceAll('"', "'")}"\n`,
  );
  return archive;
}

function identity(text: string): Readonly<Record<string, unknown>> {
  return {
    type: 'IAMUser',
    principalId: `AIDA${text}`,
    arn: `arn:aws:iam::111122223333:user/${text}`,
    accountId: '111122223333',
    accessKeyId: 'AKIAHOSTILEEXAMPLE00',
    userName: text,
  };
}

function base(text: string, index: number, kind: number): Readonly<Record<string, unknown>> {
  const time = new Date(Date.UTC(2025, 2, 3, 8 + (index % 12), kind, index));
  return {
    eventVersion: '1.10',
    userIdentity: identity(text),
    eventTime: time.toISOString().replace('.000Z', 'Z'),
    awsRegion: 'us-east-1',
    sourceIPAddress: ADDRESSES[index % ADDRESSES.length],
    userAgent: text,
    eventID: `${String(index).padStart(8, '0')}-0000-4000-8000-${String(kind).padStart(12, '0')}`,
    recipientAccountId: '111122223333',
    managementEvent: true,
    eventCategory: 'Management',
  };
}

function signIn(text: string, index: number): Readonly<Record<string, unknown>> {
  return {
    ...base(text, index, 1),
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    eventType: 'AwsConsoleSignIn',
    readOnly: false,
    requestParameters: null,
    responseElements: { ConsoleLogin: index % 2 === 0 ? 'Success' : 'Failure' },
    additionalEventData: { MFAUsed: 'No', LoginTo: text },
    ...(index % 2 === 0 ? {} : { errorMessage: text }),
  };
}

function call(text: string, index: number, eventName: string): Readonly<Record<string, unknown>> {
  return {
    ...base(text, index, eventName === 'CreateThing' ? 2 : eventName === 'DeleteThing' ? 3 : 4),
    eventSource: `${text}.amazonaws.com`,
    eventName,
    eventType: 'AwsApiCall',
    readOnly: false,
    requestParameters: { [text]: text, name: text },
    responseElements: null,
    resources: [{ ARN: text, type: text }],
  };
}
