/** What the key of a digest tells: `PREFIX/AWSLogs/[o-ID/]ACCOUNT/CloudTrail-Digest/REGION/…` */
export type DigestName = {
  /** All before `CloudTrail-Digest/`, which digests and log files of one delivery share. */
  readonly place: string;
  readonly region: string;
  readonly trail: string;
  readonly backfill: boolean;
};

const DIGEST =
  /^(.*?)CloudTrail-Digest\/([^/]+)\/(?:.*\/)?\d{12}_CloudTrail-Digest_[^_/]+_(.+)_[^_/]+_\d{8}T\d{6}Z(_backfill)?\.json(?:\.gz)?$/;

/** The parts of a digest's key; of one that is not as AWS writes it, its folder stands for the trail. */
export function parseDigestKey(key: string): DigestName {
  const [, place, region, trail, backfill] = DIGEST.exec(key) ?? [];
  if (place === undefined || region === undefined || trail === undefined) {
    return { place: '', region: 'unknown', trail: key.slice(0, key.lastIndexOf('/') + 1), backfill: false };
  }
  return { place, region, trail, backfill: backfill !== undefined };
}

/** What the name of a log file tells: whose, where and when it was delivered (to the minute, UTC). */
export type LogName = { readonly account: string; readonly region: string; readonly time: string };

const LOG =
  /(?:^|\/)(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_[A-Za-z0-9]+\.json(?:\.gz)?$/;

/** Null where the path does not end in the name of a CloudTrail log file. */
export function parseLogName(path: string): LogName | null {
  const [, account, region, year, month, day, hour, minute] = LOG.exec(path) ?? [];
  if (account === undefined || region === undefined) return null;
  return { account, region, time: `${year}-${month}-${day}T${hour}:${minute}:00Z` };
}

/** The last part of a key or path, without `.gz`: what a browser unpacks on download keeps its place in the chain. */
export function baseName(path: string): string {
  return path.slice(path.replaceAll('\\', '/').lastIndexOf('/') + 1).replace(/\.gz$/, '');
}

/**
 * The folder into which a bucket was copied, judged by a file's path: all before `AWSLogs/`; null where the path has no
 * such part, so that nothing can be said about what should lie beside it.
 */
export function rootOf(path: string): string | null {
  const at = `/${path.replaceAll('\\', '/')}`.lastIndexOf('/AWSLogs/');
  return at === -1 ? null : path.slice(0, at);
}
