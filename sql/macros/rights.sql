-- purpose: what rights a policy gives
-- source: IAM user guide, "IAM JSON policy elements"; spec: user-monitoring dashboard, who is an administrator

-- Whether an identity policy gives the rights of an administrator: a statement that allows all actions, all of IAM or
-- all actions but some, on all resources. A Deny gives nothing, and a condition is not looked at.
create or replace macro is_administrative_policy(policy) as
  coalesce(
    list_bool_or(list_transform(
      policy_statements(policy_document(policy)),
      lambda statement: json_extract_string(statement, '$.Effect') = 'Allow'
        and list_contains(json_text_list(json_extract(statement, '$.Resource')), '*')
        and (
          json_exists(statement, '$.NotAction')
          or list_has_any(
            list_transform(json_text_list(json_extract(statement, '$.Action')), lambda action: lower(action)),
            ['*', '*:*', 'iam:*']
          )
        )
    )),
    false
  );
