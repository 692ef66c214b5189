-- Address arithmetic without the inet extension: IPv4 and IPv6 parsing, source classes, CIDR blocks.
-- All macros take any text and never raise an error; a text that is not an address gives NULL.
-- Only the usual written forms count: four decimal octets without leading zeros; RFC 4291 IPv6 text,
-- upper or lower case, no zone id, no brackets, no port, no surrounding space.

-- '8.8.8.8' -> 134744072 (UINTEGER).
create or replace macro ipv4_number(address) as
  case
    when regexp_full_match(
      address,
      '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])([.](25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}'
    )
    then try_cast(
      try_cast(split_part(address, '.', 1) as ubigint) * 16777216
      + try_cast(split_part(address, '.', 2) as ubigint) * 65536
      + try_cast(split_part(address, '.', 3) as ubigint) * 256
      + try_cast(split_part(address, '.', 4) as ubigint)
      as uinteger
    )
  end;

-- IPv6 text in lower case with a dotted IPv4 tail rewritten as two groups:
-- '::FFFF:1.2.3.4' -> '::ffff:102:304'. Whether the groups are well formed is not decided here.
create or replace macro ipv6_groups(address) as
  case
    when regexp_full_match(address, '[0-9a-fA-F:]{2,39}') then lower(address)
    when regexp_full_match(address, '[0-9a-fA-F:]{1,29}:[0-9.]{7,15}')
    then lower(
      regexp_extract(address, '^.*:')
      || to_hex(ipv4_number(regexp_extract(address, '[^:]*$')) >> 16)
      || ':'
      || to_hex(ipv4_number(regexp_extract(address, '[^:]*$')) & 65535)
    )
  end;

-- Groups of one side of '::' as digits, four a group: '1:abc' -> '00010abc'.
create or replace macro ipv6_digits(groups) as
  regexp_replace(
    regexp_replace(groups, '([0-9a-f]+)', '000\1', 'g'), '[0-9a-f]*([0-9a-f]{4}):?', '\1', 'g'
  );

-- Puts the digits before and after '::' together, 32 in all; NULL where they cannot be an address.
-- `compressed` says whether there was a '::', which stands for at least one group.
create or replace macro ipv6_join_digits(before, after, compressed) as
  case
    when compressed and length(before) + length(after) <= 28
    then rpad(before, (32 - length(after))::integer, '0') || after
    when not compressed and length(before) = 32 then before
  end;

-- '2001:db8::1' -> '20010db8000000000000000000000001'. The list binds the rewritten text once.
create or replace macro ipv6_hex(address) as
  list_transform(
    [ipv6_groups(address)],
    lambda groups: case
      when regexp_full_match(
        groups, '([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,7})?(::([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,6})?)?'
      )
      then ipv6_join_digits(
        ipv6_digits(split_part(groups, '::', 1)),
        ipv6_digits(split_part(groups, '::', 2)),
        contains(groups, '::')
      )
    end
  )[1];

-- The upper 64 bits of an IPv6 address (UBIGINT), as the reference files hold it.
create or replace macro ipv6_prefix(address) as
  try_cast('0x' || left(ipv6_hex(address), 16) as ubigint);

-- The whole IPv6 address (UHUGEINT). An IPv4-mapped one, ::ffff:a.b.c.d, is 0xffff00000000 + the IPv4 number.
create or replace macro ipv6_number(address) as
  list_transform(
    [ipv6_hex(address)],
    lambda digits:
      try_cast('0x' || left(digits, 16) as ubigint)::uhugeint * 18446744073709551616::uhugeint
      + try_cast('0x' || right(digits, 16) as ubigint)::uhugeint
  )[1];

-- IPv4 and IPv6 in one number line (UHUGEINT): IPv4 takes the place of its IPv4-mapped form, so that
-- '1.2.3.4' and '::ffff:1.2.3.4' are the same address.
create or replace macro address_number(address) as
  coalesce(281470681743360::uhugeint + ipv4_number(address)::uhugeint, ipv6_number(address));

-- The IPv4 number (UINTEGER) of an address_number, NULL for IPv6.
create or replace macro address_number_4(number) as
  case when number >> 32 = 65535 then (number & 4294967295::uhugeint)::uinteger end;

-- Class of an IPv4 number. private: RFC 1918, loopback, link-local, RFC 6598 (CGNAT).
-- other: 0/8, multicast, 240/4. The documentation blocks count as public; they have no place.
create or replace macro ipv4_class(number) as
  case
    when number >> 24 in (10, 127) then 'private'
    when number >> 22 = 401 then 'private'
    when number >> 20 = 2753 then 'private'
    when number >> 16 in (43518, 49320) then 'private'
    when number >> 24 = 0 or number >> 28 >= 14 then 'other'
    else 'public4'
  end;

-- Class of an IPv6 number. private: ::1, unique local fc00::/7, link-local fe80::/10.
-- public6: global unicast 2000::/3 and NAT64 64:ff9b::/96. All the rest is reserved.
create or replace macro ipv6_class(number) as
  case
    when number = 1 or number >> 121 = 126 or number >> 118 = 1018 then 'private'
    when number >> 125 = 1 or number >> 32 = 6619035::uhugeint << 64 then 'public6'
    else 'other'
  end;

-- Class of a sourceIPAddress whose address_number is already known.
create or replace macro source_class_of(address, number) as
  case
    when number >> 32 = 65535 then ipv4_class(address_number_4(number))
    when number is not null then ipv6_class(number)
    when regexp_full_match(address, '(?i)aws internal(/.*)?') then 'aws_internal'
    when regexp_full_match(
      address, '(?i)([a-z0-9_-]{1,63}[.]){1,10}(amazonaws[.](com([.]cn)?|eu)|amazon[.]com|aws[.]internal)'
    )
    then 'aws_service'
    else 'other'
  end;

-- What a sourceIPAddress is: public4, public6, private, aws_service (a DNS name of AWS), aws_internal
-- ('AWS Internal', 'AWS Internal/…') or other (anything else, NULL too). Pitfall P2.
create or replace macro source_class(address) as
  list_transform([address_number(address)], lambda number: source_class_of(address, number))[1];

-- A CIDR block as address_number of its base and its length on the 128-bit line; a bare address is a
-- block of one. NULL where it is not a block: ('10.0.0.0/8') -> {base: …, length: 104}.
create or replace macro cidr_block(cidr) as
  case
    when regexp_full_match(cidr, '[^/]+(/(0|[1-9][0-9]{0,2}))?')
    then list_transform(
      [{
        base: address_number(split_part(cidr, '/', 1)),
        length: case
          when ipv4_number(split_part(cidr, '/', 1)) is null
          then coalesce(try_cast(split_part(cidr, '/', 2) as uhugeint), 128)
          else coalesce(try_cast(split_part(cidr, '/', 2) as uhugeint), 32) + 96
        end
      }],
      lambda block: case when block.base is not null and block.length <= 128 then block end
    )[1]
  end;

-- Whether an address_number lies in a cidr_block. An IPv4 block never holds IPv6; an IPv6 block holds IPv4
-- only where it lies within ::ffff:0:0/96, so that '::/0' means IPv6.
create or replace macro number_in_block(number, block) as
  case
    when number is null then false
    when number >> 32 = 65535 and block.length < 96 then false
    else number >> (128 - block.length) = block.base >> (128 - block.length)
  end;

-- Whether `address` lies in `cidr` ('10.0.0.0/8', '2001:db8::/32'; bits after the length are ignored).
-- False where `address` is not an address; NULL where `cidr` is not a block or `address` is NULL.
create or replace macro in_cidr(address, cidr) as
  list_transform(
    [{number: address_number(address), block: cidr_block(cidr)}],
    lambda operand: case
      when address is not null and operand.block is not null
      then number_in_block(operand.number, operand.block)
    end
  )[1];
