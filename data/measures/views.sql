-- The few named views that the measures share. Each is made once for a snapshot, in this order.
-- as_at() is the date of the report; setting('…') comes from the authority's file; provided('…')
-- says whether the extract holds a table or column at all.

-- Every allocation of a child's case that had begun by the date. A blank, a team's name or a duty
-- label names nobody (`unnamed`); `follows` says that it goes on from another that named nobody,
-- without a day between.
create table allocations_begun as
with judged as (
    select person_id, involvement_id, professional_id, team, start_date, end_date,
           end_date is null or end_date > as_at() as running,
           case when coalesce(trim(professional_id), '') = '' then 'No worker named'
                when professional_id in (select name from team_names)
                    then 'Held in the name of a team'
                when regexp_matches(lower(professional_id), setting('duty_pattern'))
                    then 'Held on duty'
           end as unnamed
    from involvements
    where role in (select role from allocated_roles)
      and (start_date is null or start_date <= as_at())
)
select *,
       unnamed is not null and lag(unnamed) over earlier is not null
           and coalesce(lag(end_date) over earlier >= start_date, true) as follows
from judged
window earlier as (partition by person_id order by start_date nulls first, involvement_id);

-- Who holds each child's case: the allocation that is running at the date, else the last one that
-- ended, with nobody in it. A leaver is nobody too. `since` is the day from which that has been so,
-- and `last_worker` the last one named.
create table allocation as
with followed as (
    select *,
           max(start_date) filter (not follows) over earlier as unnamed_since,
           last_value(case when unnamed is null then professional_id end ignore nulls)
               over earlier as last_worker
    from allocations_begun
    window earlier as (partition by person_id order by start_date nulls first, involvement_id)
), latest as (
    select * from followed
    qualify row_number() over (
        partition by person_id
        order by running desc, start_date desc nulls last, end_date desc, involvement_id) = 1
), judged as (
    select l.person_id, l.team, l.professional_id, l.last_worker,
           case when l.unnamed is not null then l.unnamed
                when not l.running then 'Worker left the case ' || day_words(l.end_date)
                when w.left_on <= as_at() then 'Worker left ' || day_words(w.left_on)
           end as nobody,
           case when l.unnamed is not null then l.unnamed_since
                when not l.running then l.end_date
                when w.left_on <= as_at() then w.left_on
                else l.start_date end as since
    from latest l
    left join workforce w using (professional_id)
)
select person_id, team, nobody, since, last_worker,
       case when nobody is null then professional_id end as worker
from judged;

-- Social workers, by their job title, and whether the establishment list has them in post at the
-- date. A full-time equivalent of nothing or over one is not known.
create table social_workers as
select p.professional_id, p.department as team, p.agency,
       w.newly_qualified, w.started_on, w.left_on,
       case when p.full_time_equivalent > 0 and p.full_time_equivalent <= 1
            then p.full_time_equivalent end as full_time,
       p.full_time_equivalent as recorded_full_time,
       w.professional_id is not null and coalesce(w.started_on <= as_at(), true)
           and coalesce(w.left_on > as_at(), true) as in_post
from professionals p
left join workforce w using (professional_id)
where regexp_full_match(lower(p.job_title), setting('case_holding_pattern'));

-- Contacts of the twelve months, each with the day of the referral it became: the one it is linked
-- to or, where nothing links it, one of the same child within so many days that no other contact is
-- linked to.
create table contacts_with_referral as
with became as (
    select c.contact_id, min(r.referral_date) as referral_date
    from contacts c
    join cin_episodes r
      on r.person_id = c.person_id and r.referral_date between c.contact_date and as_at()
    where r.referral_id = c.referral_id
       or (c.referral_id is null
           and r.referral_date <= c.contact_date + setting('contact_link_days')
           and not exists (select 1 from contacts o where o.referral_id = r.referral_id))
    group by c.contact_id
)
select c.contact_id, c.person_id, coalesce(c.team, a.team) as team, c.source_code, c.contact_date,
       b.referral_date
from contacts c
left join became b on b.contact_id = c.contact_id
left join allocation a on a.person_id = c.person_id
where c.contact_date between year_start() and as_at();

-- Assessments with the day their 45 working days start: the first of a referral from the referral,
-- a later one on the open case, or one whose referral is not held, from its own start.
create table assessment_clocks as
select s.assessment_id, s.person_id, coalesce(s.worker_id, a.worker) as worker,
       coalesce(s.team, a.team) as team, s.start_date, s.checkpoint_date, s.child_seen,
       s.authorised_date,
       case when row_number() over (
                partition by coalesce(s.referral_id, s.assessment_id)
                order by s.start_date, s.assessment_id) = 1
            then coalesce(r.referral_date, s.start_date)
            else s.start_date end as clock_start
from cin_assessments s
left join cin_episodes r on r.referral_id = s.referral_id
left join allocation a on a.person_id = s.person_id;

-- Periods of care: the episodes that share a cla_id, from the first day to the last.
create table periods_of_care as
select person_id, cla_id,
       min(coalesce(entered_care_date, start_date)) as started,
       case when bool_or(ceased_date is null or ceased_date > as_at()) then null
            else max(ceased_date) end as ended
from cla_episodes
where start_date <= as_at()
group by person_id, cla_id;

-- Periods of care that did not begin as agreed short breaks, with the day their first twenty
-- working days ran out.
create table came_into_care as
select c.person_id, c.cla_id, c.started, c.ended, add_working_days(c.started, 20) as twentieth_day,
       p.date_of_birth, a.team, a.worker
from periods_of_care c
left join person p using (person_id)
left join allocation a using (person_id)
where not exists (
    select 1 from legal_status s
    where s.person_id = c.person_id and s.status in ('V3', 'V4')
      and s.start_date <= c.started and (s.end_date is null or s.end_date > c.started));

-- The reviews held in each period of care, numbered. A cancelled review was not held; a row marked
-- both cancelled and held is faulty and left out. Rows with the same due date are the parts of one
-- review, which is held on the day of the last part.
create table reviews_held as
select c.person_id, c.started, r.due_date, max(r.review_date) as review_date,
       row_number() over (
           partition by c.person_id, c.started order by max(r.review_date)) as number
from periods_of_care c
join cla_reviews r on r.person_id = c.person_id
 and r.review_date between c.started and coalesce(c.ended, as_at())
where r.cancelled is distinct from true
group by c.person_id, c.started, r.due_date,
         case when r.due_date is null then r.cla_review_id end;

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

-- Every placement but the temporary ones (T0 to T4), with the number of the child's home, the day
-- the child came to it and what kind it was then. A child back from a temporary placement, or
-- adopted by the foster carer (A3 and A5), has not moved.
create table homes as
with stays as (
    select person_id, placement_id, type, start_date, end_date,
           lag(type) over w as type_before, lag(end_date) over w as before_ended
    from cla_placement
    where start_date <= as_at() and (type is null or type not like 'T%')
    window w as (partition by person_id order by start_date, placement_id)
), moves as (
    select s.*, case when s.type in ('A3', 'A5') and s.type_before like 'U%' then 0
                     when t.person_id is not null then 0 else 1 end as moved
    from stays s
    left join (select distinct person_id, start_date, end_date from cla_placement
               where type like 'T%') t
      on t.person_id = s.person_id and t.start_date = s.before_ended and t.end_date = s.start_date
), numbered as (
    select *, sum(moved) over (
        partition by person_id order by start_date, placement_id) as home
    from moves
)
select person_id, placement_id, end_date, home,
       first_value(type) over stay as home_type, first_value(start_date) over stay as home_started
from numbered
window stay as (partition by person_id, home order by start_date, placement_id);

-- Looked-after children of school age: their age before the school year, by the settings.
create table pupils as
select * from looked_after
where age_at(date_of_birth, school_year_eve())
      between setting('school_age_from') and setting('school_age_to');

-- Each pupil's attendance in the school year to the date, from the month the child came into care.
-- A row with more sessions missed than were possible is faulty and left out.
create table attendance as
select p.person_id,
       sum(s.sessions_possible) filter (s.sessions_missed <= s.sessions_possible) as possible,
       sum(s.sessions_missed) filter (s.sessions_missed <= s.sessions_possible) as missed,
       avg(s.percent_attended) filter (
           s.sessions_possible is null or s.sessions_missed is null) as percent_attended
from pupils p
join school_attendance s on s.person_id = p.person_id and s.period_end >= p.started
 and s.period_start between school_year_eve() + 1 and as_at()
group by p.person_id;

-- Children aged 4 to 16 looked after for a year or more, with the last score they were given on the
-- strengths and difficulties questionnaire at those ages.
create table emotional_health as
select l.*, s.score, s.completed_date
from looked_after l
left join (
    select q.person_id, q.score, q.completed_date
    from sdq_scores q
    join person p on p.person_id = q.person_id
    where q.score is not null and q.completed_date <= as_at()
      and age_at(p.date_of_birth, q.completed_date) between 4 and 16
    qualify row_number() over (
        partition by q.person_id order by q.completed_date desc, q.sdq_id desc) = 1
) s on s.person_id = l.person_id
where add_months(l.started, 12) <= as_at() and l.age between 4 and 16;

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
select o.person_id, a.team, a.worker, a.since, a.last_worker,
       case when a.person_id is null then 'Never allocated' else a.nobody end as nobody
from open o
left join allocation a using (person_id);

-- Families in pre-proceedings at the date: one row a family, from the letter or, where its day is
-- not recorded, the decision or the first meeting. `person_id` is one of its children, so that a
-- case file can be opened.
create table in_pre_proceedings as
select coalesce(p.family_id, p.person_id) as family_id, min(p.person_id) as person_id,
       count(distinct p.person_id) as children,
       min(coalesce(p.letter_date, p.decision_date, p.first_meeting_date)) as began,
       min(p.first_meeting_date) as first_meeting,
       mode(a.worker order by a.worker) as worker, mode(a.team order by a.team) as team
from pre_proceedings p
left join allocation a using (person_id)
where coalesce(p.letter_date, p.decision_date, p.first_meeting_date) <= as_at()
  and (p.outcome_date is null or p.outcome_date > as_at())
group by coalesce(p.family_id, p.person_id);

-- Children privately fostered at the date: the arrangement the council was told of last.
create table privately_fostered as
select f.person_id, f.arrangement_id, f.notified_date,
       coalesce(f.worker_id, a.worker) as worker, coalesce(f.team, a.team) as team
from private_fostering f
left join allocation a using (person_id)
where f.notified_date <= as_at() and (f.end_date is null or f.end_date > as_at())
qualify row_number() over (
    partition by f.person_id order by f.notified_date desc, f.arrangement_id) = 1;

-- Children with a child in need plan at the date. Those looked after or on a protection plan are
-- there, even where the system keeps the earlier plan open.
create table on_need_plan as
select n.person_id, n.cin_plan_id, n.start_date, coalesce(a.team, n.team) as team,
       case when a.person_id is null then n.worker_id else a.worker end as worker
from cin_plans n
left join allocation a on a.person_id = n.person_id
where n.start_date <= as_at() and (n.end_date is null or n.end_date > as_at())
  and n.person_id not in (select person_id from looked_after)
  and n.person_id not in (select person_id from on_plan)
qualify row_number() over (partition by n.person_id order by n.start_date desc, n.cin_plan_id) = 1;
