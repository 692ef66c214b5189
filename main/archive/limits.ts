const MIB = 1024 * 1024;

/** Bounds that keep a hostile file from exhausting memory, disk or patience. Sizes are in bytes. */
export type Limits = {
  /** Most bytes one entry may decompress to. */
  readonly maxEntryBytes: number;
  /** Most decompressed bytes per stored byte, checked once `ratioFloorBytes` have come out. */
  readonly maxRatio: number;
  readonly ratioFloorBytes: number;
  /** Most members of one archive. */
  readonly maxMembers: number;
  /** Longest single record; a longer one is rejected. */
  readonly maxRecordBytes: number;
  /** Longest piece of JSON, or line, that wraps records and is looked through as a whole. */
  readonly maxWrappingBytes: number;
};

/**
 * Real CloudTrail compresses 10 to 40 times and even one record repeated for ever only reaches about
 * 230 times (measured); a bomb of zeros or blanks reaches DEFLATE's maximum of about 1,030. 500 separates the two.
 */
export const defaultLimits: Limits = {
  maxEntryBytes: 8 * 1024 * MIB,
  maxRatio: 500,
  ratioFloorBytes: 64 * MIB,
  maxMembers: 1_000_000,
  maxRecordBytes: 16 * MIB,
  maxWrappingBytes: 128 * MIB,
};

/** A sentence when so much output from so few stored bytes breaks a limit, null while it does not. */
export function brokenLimit(
  rawBytes: number,
  storedBytes: number,
  limits: Pick<Limits, 'maxEntryBytes' | 'maxRatio' | 'ratioFloorBytes'>,
): string | null {
  if (rawBytes > limits.maxEntryBytes) {
    return `It decompresses to more than the limit of ${limits.maxEntryBytes} bytes; reading stopped there.`;
  }
  if (rawBytes > limits.ratioFloorBytes && rawBytes > limits.maxRatio * Math.max(1, storedBytes)) {
    return `It looks like a decompression bomb: ${rawBytes} bytes came out of ${storedBytes} (limit ${limits.maxRatio} to 1); reading stopped there.`;
  }
  return null;
}
