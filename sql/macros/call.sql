-- purpose: what a call was and how it ended · pitfalls P3, P4, P5 and P14

-- An authorization failure; services spell it in several ways, EC2 with a `Client.` in front.
create or replace macro is_denied(error_code) as
  coalesce(
    regexp_matches(
      lower(error_code),
      '^accessdenied|unauthorized|notauthorized|^authfailure$|^client\.authfailure$|^client\.operationnotpermitted$|^forbidden|^vpceaccessdenied$'
    ),
    false
  );

-- Success has neither an error code nor an error message; a failed ConsoleLogin has only a message, and some
-- services report an error inside responseElements. Sign-in events state their result, Success or Failure.
create or replace macro outcome_of(error_code, error_message, sign_in_result, response_error) as
  case
    when is_denied(error_code) or is_denied(response_error) then 'denied'
    when error_code is not null or error_message is not null then 'failed'
    when lower(sign_in_result) = 'failure' or response_error is not null then 'failed'
    else 'success'
  end;

-- First word of an event name: Create of CreateUser, Decrypt of Decrypt.
create or replace macro verb_of(event_name) as
  nullif(regexp_extract(event_name, '^[A-Z][a-z]+'), '');

-- What follows the verb, without the date that Lambda's and CloudFront's names carry (P14).
create or replace macro resource_type_of(event_name) as
  nullif(
    regexp_extract(regexp_replace(event_name, '20\d\d(_?\d\d){2}(v\d+)?$', ''), '^[A-Z][a-z]+([A-Z]\w*)', 1),
    ''
  );

-- readOnly where the record says it; older records are judged by their verb.
create or replace macro access_of(read_only, event_name) as
  case
    when read_only is not null then if(read_only, 'read', 'write')
    when regexp_matches(
      event_name,
      '^(Get|Describe|List|Head|BatchGet|BatchDescribe|BatchCheck|Lookup|Search|Select|Query|Scan|Simulate|Preview|Estimate|Check|Validate|Verify(Mac)?$|Detect|Discover|Filter|Generate(CredentialReport|DataKey|Mac|Random|ServiceLastAccessedDetails)|Decrypt$|Encrypt$|AssumeRole)'
    ) then 'read'
    else 'write'
  end;

create or replace macro service_of(event_source) as
  regexp_replace(event_source, '\.(amazonaws\.com(\.cn)?|api\.aws)$', '');

-- eventCategory where the record says it; records before version 1.07 do not.
create or replace macro event_category_of(event_category, event_type, management_event, has_insight) as
  coalesce(
    event_category,
    case
      when has_insight or event_type = 'AwsCloudTrailInsight' then 'Insight'
      when event_type = 'AwsVpceEvent' then 'NetworkActivity'
      when management_event = false then 'Data'
      else 'Management'
    end
  );

create or replace macro json_or_null(record) as if(json_valid(record), record, null);
