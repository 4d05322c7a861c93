-- Every child and young person of the snapshot: with an open case, leaving care, or in any case of a
-- measure. Who they are, and who holds them at the date. No names; an age, not a birthday.

create table children as
with known as (
    select person_id from open_children
    union
    select person_id from care_leavers
    union
    select person from cases where person is not null
), adviser as (
    select person_id, professional_id, max(start_date) as since
    from involvements
    where role = 'adviser' and start_date <= as_at()
    group by person_id, professional_id
), leaver as (
    -- A young person who has left care is the leaving care team's; one still looked after is held
    -- as every other child is.
    select c.person_id, c.team, coalesce(c.worker_id, c.personal_advisor) as worker, d.since
    from care_leavers c
    left join adviser d
        on d.person_id = c.person_id
        and d.professional_id = coalesce(c.worker_id, c.personal_advisor)
    where c.person_id not in (select person_id from open_children)
      and coalesce(c.team, c.worker_id, c.personal_advisor) is not null
), referred as (
    -- Before anyone is allocated, the team and worker that took the referral.
    select person_id, team, worker_id as worker, referral_date as since
    from cin_episodes
    where referral_date <= as_at() and (close_date is null or close_date > as_at())
      and nfa is distinct from true
    qualify row_number() over (
        partition by person_id order by referral_date desc, referral_id) = 1
), held as (
    select k.person_id,
           case when l.person_id is not null then l.team
                when a.person_id is not null then a.team else r.team end as team,
           case when l.person_id is not null then l.worker
                when a.person_id is not null then a.worker else r.worker end as worker,
           case when l.person_id is not null then l.since
                when a.person_id is not null then a.since else r.since end as since,
           case when l.person_id is null then a.nobody end as nobody
    from known k
    left join leaver l using (person_id)
    left join allocation a using (person_id)
    left join referred r using (person_id)
), visits as (
    select person_id, visit_date, visited_by from cp_visits
    union all select person_id, visit_date, visited_by from cla_visits
    union all select person_id, visit_date, visited_by from cin_visits
), visited as (
    -- Before the case was nobody's, whoever visited was its worker.
    select v.person_id, max(visit_date) as last_visit,
           count(distinct visited_by) filter (visit_date >= h.since) as visitors
    from visits v
    join held h using (person_id)
    where visit_date <= as_at()
    group by v.person_id
), disabled as (
    select person_id, bool_or(disability_code <> 'NONE') as disabled
    from disability group by person_id
), placed as (
    select c.person_id, any_value(p.in_area) as in_area
    from looked_after c join cla_placement p using (placement_id)
    group by c.person_id
), alone as (
    select distinct person_id from immigration_status
    where regexp_matches(lower(status), 'unaccompanied|uasc')
      and (start_date is null or start_date <= as_at())
      and (end_date is null or end_date > as_at())
)
select as_at() as as_at, h.person_id as person,
       age_at(p.date_of_birth, as_at())::int as age,
       coalesce(p.date_of_birth > as_at(), p.expected_date_of_birth is not null) as unborn,
       p.sex, p.ethnicity,
       case when provided('disability') then coalesce(d.disabled, false) end as disabled,
       i.in_area,
       case when provided('immigration_status') then u.person_id is not null end as unaccompanied,
       w.locality, h.team, h.worker, h.since, h.nobody,
       h.person_id in (select person_id from open_children) as open,
       case when h.nobody is not null then a.last_worker end as last_worker, v.last_visit,
       case when h.nobody is not null then coalesce(v.visitors, 0) end as visitors
from held h
left join allocation a using (person_id)
left join visited v using (person_id)
left join person p using (person_id)
left join disabled d using (person_id)
left join placed i using (person_id)
left join alone u using (person_id)
left join places w on w.team = h.team
where h.person_id not in (select adopter_id from adopters)
order by person;
