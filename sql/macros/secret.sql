-- purpose: one name for one secret, however a request writes it

-- The name of a secret or parameter of Systems Manager, given by name or ARN. Secrets Manager adds a dash and six
-- characters to the name in an ARN: `arn:aws:secretsmanager:r:1:secret:db-a1B2c3` and `db` are the same.
create or replace macro secret_name(id) as
  case
    when regexp_matches(id, '^arn:[^:]*:secretsmanager:')
      then regexp_replace(regexp_extract(id, ':secret:(.+)$', 1), '-[A-Za-z0-9]{6}$', '')
    when regexp_matches(id, '^arn:[^:]*:ssm:') then regexp_extract(id, ':parameter(/.+)$', 1)
    else id
  end;
