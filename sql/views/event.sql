-- purpose: the events of the case, as every panel, query and export reads them
-- Columns carry CloudTrail's own names; what is derived from them is named in preload/contract/model/field.ts.

-- one row = one unique event, without the place of its address and without marks · for queries that ask for neither:
-- the joins would cost them 30 ms on 2,000,000 events. The administrators are a list so that queries which do not ask for them
-- never look.
create or replace view event_without_place as
select
  r.record_id,
  r.source_id,
  r."eventTime",
  r.actor,
  r.service,
  r."eventName",
  r.outcome,
  r."sourceIPAddress",
  r."awsRegion",
  r.resource,
  r.account,
  r."userAgent",
  r."errorCode",
  r."errorMessage",
  r.access,
  r.role,
  r.session,
  r.identity,
  r.initiator,
  r.verb,
  r."resourceType",
  coalesce(r.role, r.identity) as principal,
  list_contains(
    coalesce((select list(principal) from memory.main.administrator), []), coalesce(r.role, r.identity)
  ) as administrator,
  r."publicAccess",
  r."eventSource",
  r."eventType",
  r."eventCategory",
  r."readOnly",
  r."managementEvent",
  r."recipientAccountId",
  r."userIdentity.type",
  r."userIdentity.principalId",
  r."userIdentity.arn",
  r."userIdentity.accountId",
  r."userIdentity.accessKeyId",
  r."userIdentity.userName",
  r."userIdentity.invokedBy",
  r."userIdentity.identityProvider",
  r."userIdentity.onBehalfOf.userId",
  r."userIdentity.sessionContext.sessionIssuer.type",
  r."userIdentity.sessionContext.sessionIssuer.arn",
  r."userIdentity.sessionContext.sessionIssuer.userName",
  r."userIdentity.sessionContext.attributes.mfaAuthenticated",
  r."userIdentity.sessionContext.attributes.creationDate",
  r."userIdentity.sessionContext.sourceIdentity",
  r."responseElements.ConsoleLogin",
  r."additionalEventData.MFAUsed",
  r."additionalEventData.SamlProviderArn",
  r."requestParameters.bucketName",
  r."eventVersion",
  r."eventID",
  r."requestID",
  r."sharedEventID",
  r."vpcEndpointId",
  r."vpcEndpointAccountId",
  r."addendum.reason",
  r."addendum.originalEventID",
  r."tlsDetails.tlsVersion",
  r."requestParameters.withDecryption",
  r."additionalEventData.UserName",
  r.change_request,
  r.change_response,
  r.raw -> '$.userIdentity' as "userIdentity",
  nullif(r.raw -> '$.requestParameters', 'null') as "requestParameters",
  nullif(r.raw -> '$.responseElements', 'null') as "responseElements",
  nullif(r.raw -> '$.additionalEventData', 'null') as "additionalEventData",
  nullif(r.raw -> '$.resources', 'null') as "resources",
  r.raw
from "case".main.record as r;

-- one row = one unique event
create or replace view event as
select
  e.* exclude (raw),
  a.country,
  a.country_name as "countryName",
  a.subdivision,
  a.city,
  a.latitude,
  a.longitude,
  a.asn,
  a.network,
  a.source_class as "sourceClass",
  s.marked_id is not null as star,
  t.tags as tag,
  n.marked_note as note,
  e.raw
from event_without_place as e
left join "case".main.address as a on a.address = e."sourceIPAddress"
left join memory.main.star_mark as s on s.marked_id = e.record_id
left join memory.main.tag_list as t on t.marked_id = e.record_id
left join memory.main.note_mark as n on n.marked_id = e.record_id;
