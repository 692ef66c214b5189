import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { ReadableFile } from './walk-folder.ts';

/** A folder of its own for one test, and how to remove it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'spoor-archive-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes a file and describes it as the folder walk would. */
export function writeFound(folder: string, name: string, bytes: string | Uint8Array): ReadableFile {
  const path = join(folder, name);
  const content = Buffer.from(bytes);
  writeFileSync(path, content);
  return { path, fsPath: path, sizeBytes: content.length, modifiedAt: new Date(0) };
}

/** Bytes that look random and are the same in every run. */
export function noiseBytes(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

export type ZipFixture = {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  readonly method?: number;
  readonly link?: boolean;
  /** What the directory claims instead of the true size. */
  readonly claimedSize?: number;
};

/** A zip file with exactly these members, also those that no honest tool would write. */
export function zipBytes(members: readonly ZipFixture[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const data = member.stored ? Buffer.from(member.bytes) : deflateRawSync(member.bytes);
    const fields = zipFields(member, data.length, name.length);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from([20, 0]), fields, name, data]);
    const tail = Buffer.alloc(14);
    if (member.link) tail.writeUInt32LE(0o120777 * 0x10000, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3, 20, 0]), fields, tail, name);
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

/** The 24 bytes that a local header and a directory entry have in common. */
function zipFields(member: ZipFixture, storedBytes: number, nameBytes: number): Buffer {
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(member.encrypted ? 1 : 0, 0);
  fields.writeUInt16LE(member.method ?? (member.stored ? 0 : 8), 2);
  fields.writeUInt32LE(crc32(Buffer.from(member.bytes)), 8);
  fields.writeUInt32LE(storedBytes, 12);
  fields.writeUInt32LE(member.claimedSize ?? member.bytes.length, 16);
  fields.writeUInt16LE(nameBytes, 20);
  return fields;
}

/** A tar file written by tar-stream. */
export async function tarBytes(
  members: readonly {
    readonly header: {
      readonly name: string;
      readonly type?: 'directory' | 'symlink';
      readonly linkname?: string;
    };
    readonly bytes?: Uint8Array;
  }[],
): Promise<Buffer> {
  const archive = pack();
  for (const { header, bytes } of members) archive.entry(header, Buffer.from(bytes ?? new Uint8Array()));
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
