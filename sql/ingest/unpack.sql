-- purpose: single records out of staged batches · one row = one record
-- inputs: table `staged_batch` (source_id, positions, byte_offsets, raws): the records of a batch with the
-- separator of main/normalise/record-batch.ts between them, and where each stood in its file
select
  source_id,
  unnest(string_split(positions, ',')::bigint[]) as position,
  unnest(string_split(byte_offsets, ',')::bigint[]) as byte_offset,
  unnest(string_split(decode(raws), chr(30))) as raw
from staged_batch
