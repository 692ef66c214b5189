/** The origin of the window: the custom protocol that `resolve-app-file.ts` answers. */
export const APP_URL = 'spoor://app/';

/** Sites the window links to: who made the bundled reference data, and what explains events and techniques. */
const EXTERNAL_HOSTS: readonly string[] = [
  'attack.mitre.org',
  'aws.amazon.com',
  'creativecommons.org',
  'db-ip.com',
  'docs.aws.amazon.com',
  'www.naturalearthdata.com',
];

/** Whether `url` is a page of the window itself, the only one that may load, navigate and call. */
export function isAppUrl(url: string): boolean {
  const parsed = parse(url);
  return parsed?.protocol === 'spoor:' && parsed.host === 'app';
}

/** The address to hand to the system's browser, null for anything but plain https addresses of known sites. */
export function externalUrl(url: string): string | null {
  const parsed = parse(url);
  if (parsed === null || parsed.protocol !== 'https:' || parsed.port !== '') return null;
  if (parsed.username !== '' || parsed.password !== '') return null;
  return EXTERNAL_HOSTS.includes(parsed.hostname) ? parsed.href : null;
}

/** Whether the window may request `url`: its own files, data it made itself, and the developer tools' files. */
export function isAllowedRequest(url: string): boolean {
  const protocol = parse(url)?.protocol;
  return isAppUrl(url) || protocol === 'data:' || protocol === 'blob:' || protocol === 'devtools:';
}

/** Whether a page may have a permission: the window may write text to the clipboard, nothing else is granted. */
export function isAllowedPermission(permission: string, requestingUrl: string): boolean {
  return permission === 'clipboard-sanitized-write' && isAppUrl(requestingUrl);
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
