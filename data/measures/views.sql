-- The few named views that the measures share. Each is made once for a snapshot, in this order.
-- as_at() is the date of the report; setting('…') comes from the authority's file; provided('…')
-- says whether the extract holds a table or column at all.

-- Who holds each child's case: the allocation that is running at the date, else the last one that
-- ended, with nobody in it. A blank, a team's name, a duty label or a leaver is nobody.
create table allocation as
with latest as (
    select person_id, professional_id, team, start_date, end_date,
           end_date is null or end_date > as_at() as running
    from involvements
    where role in (select role from allocated_roles)
      and (start_date is null or start_date <= as_at())
    qualify row_number() over (
        partition by person_id
        order by running desc, start_date desc nulls last, end_date desc, involvement_id) = 1
), judged as (
    select l.person_id, l.team, l.professional_id,
           case when not l.running then 'Worker left the case ' || day_words(l.end_date)
                when coalesce(trim(l.professional_id), '') = '' then 'No worker named'
                when l.professional_id in (select name from team_names)
                    then 'Held in the name of a team'
                when regexp_matches(lower(l.professional_id), setting('duty_pattern'))
                    then 'Held on duty'
                when w.left_on <= as_at() then 'Worker left ' || day_words(w.left_on)
           end as nobody,
           case when not l.running then l.end_date
                when w.left_on <= as_at() then w.left_on
                else l.start_date end as since
    from latest l
    left join workforce w using (professional_id)
)
select person_id, team, nobody, since,
       case when nobody is null then professional_id end as worker
from judged;

-- Periods of care: the episodes that share a cla_id, from the first day to the last.
create table periods_of_care as
select person_id, cla_id,
       min(coalesce(entered_care_date, start_date)) as started,
       case when bool_or(ceased_date is null or ceased_date > as_at()) then null
            else max(ceased_date) end as ended
from cla_episodes
where start_date <= as_at()
group by person_id, cla_id;

-- Children looked after at the date, without agreed short breaks (legal statuses V3 and V4).
create table looked_after as
with status as (
    select person_id, status as legal_status, start_date as legal_status_start
    from legal_status
    where start_date <= as_at() and (end_date is null or end_date > as_at())
    qualify row_number() over (partition by person_id order by start_date desc, legal_status_id) = 1
), away as (
    select person_id, start_date from cla_placement
    where type like 'T%' and start_date <= as_at() and (end_date is null or end_date > as_at())
), placement as (
    -- A temporary move (T0 to T4) does not end the placement that the child will go back to, even
    -- where the system closes that one on the day the child goes.
    select p.person_id, p.placement_id, p.type as placement_type, p.start_date as placement_start
    from cla_placement p
    left join away a on a.person_id = p.person_id and a.start_date = p.end_date
    where p.start_date <= as_at() and (p.type is null or p.type not like 'T%')
      and (p.end_date is null or p.end_date > as_at() or a.person_id is not null)
    qualify row_number() over (
        partition by p.person_id order by p.start_date desc, p.placement_id) = 1
), plan as (
    select person_id, permanence_plan
    from cla_care_plan
    where (start_date is null or start_date <= as_at())
      and (end_date is null or end_date > as_at())
    qualify row_number() over (partition by person_id order by start_date desc nulls last) = 1
)
select c.person_id, c.cla_id, c.started, p.date_of_birth, age_at(p.date_of_birth, as_at()) as age,
       s.legal_status, s.legal_status_start,
       h.placement_id, h.placement_type, h.placement_start, plan.permanence_plan,
       a.team, a.worker
from periods_of_care c
left join person p using (person_id)
left join status s using (person_id)
left join placement h using (person_id)
left join plan using (person_id)
left join allocation a using (person_id)
where c.ended is null
  and coalesce(s.legal_status, '') not in ('V3', 'V4')
qualify row_number() over (partition by c.person_id order by c.started desc, c.cla_id) = 1;

-- Children with a child protection plan at the date, without plans held for another authority.
create table on_plan as
select n.person_id, n.cp_plan_id, n.start_date, n.latest_category,
       coalesce(i.conference_date, n.start_date) as conference_date,
       age_at(p.date_of_birth, as_at()) as age,
       a.team, a.worker
from cp_plans n
left join person p using (person_id)
left join initial_cp_conference i on i.icpc_id = n.icpc_id
left join allocation a on a.person_id = n.person_id
where n.start_date <= as_at() and (n.end_date is null or n.end_date > as_at())
  and n.held_for_another_authority is distinct from true
qualify row_number() over (partition by n.person_id order by n.start_date desc, n.cp_plan_id) = 1;

-- Every child with an open case: in need, on a plan or looked after. Care leavers are here only
-- while they are still looked after, even where the system keeps a case in need open for them.
create table open_children as
with open as (
    select person_id from looked_after
    union
    select person_id from on_plan
    union
    select person_id from cin_episodes
    where referral_date <= as_at() and (close_date is null or close_date > as_at())
      and nfa is distinct from true and not provided('open_status')
      and person_id not in (select person_id from care_leavers)
    union
    select person_id from open_status where status <> 'closed'
)
select o.person_id, a.team, a.worker, a.since,
       case when a.person_id is null then 'Never allocated' else a.nobody end as nobody
from open o
left join allocation a using (person_id);
