-- What happened to each child and what is going on, one row a thing, by kind (strand). Something of
-- a day starts and ends on it; without an end it goes on. Visits are left out: there are very many,
-- and the clocks say when the last one was.

create macro label(list_name, list_code) as (
    select l.words from code_labels l where l.list = list_name and l.code = list_code);
create macro ended(day) as case when day <= as_at() then day end;
create macro said(one, two, three) as nullif(concat_ws('. ', one, two, three), '');

create table journeys as
with happened as (
    select person_id, 'early-help' as strand, start_date as starts, ended(end_date) as ends,
           'Early help' as words, organisation as detail
    from early_help_episodes
    union all
    select person_id, 'referral', referral_date,
           ended(coalesce(close_date, case when nfa then referral_date end)),
           case when nfa then 'Referral, no further action' else 'Referral and child in need' end,
           said('From: ' || label('contact_source', source_code),
                'Need: ' || label('need', primary_need_code),
                case when close_date <= as_at()
                     then 'Closed: ' || label('closure_reason', close_reason) end)
    from cin_episodes
    union all
    select person_id, 'referral', start_date, ended(close_date), label('case_status', status),
           said('Need: ' || label('need', primary_need_code),
                'Closed: ' || label('closure_reason', close_reason), null)
    from open_status
    union all
    select person_id, 'assessment', start_date, ended(authorised_date),
           'Child and family assessment',
           said(case when authorised_date <= as_at() and nfa then 'No further action' end,
                case when child_seen then 'Child seen'
                     when not child_seen then 'Child not seen' end, null)
    from cin_assessments
    union all
    select person_id, 'in-need-plan', start_date, ended(end_date), 'Child in need plan', null
    from cin_plans
    union all
    select person_id, 'enquiry', start_date, ended(end_date), 'Section 47 enquiry',
           case when end_date <= as_at() and nfa then 'No further action'
                when end_date <= as_at() and conference_unnecessary then 'No conference needed' end
    from s47_enquiry
    union all
    select person_id, 'conference', conference_date, conference_date, 'Initial conference',
           said(case when transfer_in then 'Transferred in' end,
                case when outcome_cp_plan then 'Plan made'
                     when not outcome_cp_plan then 'No plan' end, null)
    from initial_cp_conference
    union all
    select person_id, 'conference', review_date, review_date, 'Review conference',
           case when quorate = false then 'Not quorate' end
    from cp_reviews
    union all
    select person_id, 'protection-plan', start_date, ended(end_date),
           coalesce(label('abuse', latest_category), 'Child protection plan'),
           said(case when initial_category <> latest_category
                     then 'At first: ' || label('abuse', initial_category) end,
                case when held_for_another_authority then 'Held for another authority' end, null)
    from cp_plans
    union all
    select person_id, 'court', coalesce(decision_date, letter_date, first_meeting_date),
           ended(outcome_date), 'Pre-proceedings',
           said('Letter ' || day_words(ended(letter_date)),
                'first meeting ' || day_words(ended(first_meeting_date)),
                case when outcome_date <= as_at() then outcome end)
    from pre_proceedings
    union all
    select person_id, 'court', issued_date, ended(final_order_date), 'Care proceedings',
           case when final_order_date <= as_at() then "order" end
    from court_proceedings
    union all
    select c.person_id, 'care', c.started, c.ended, 'Looked after',
           any_value(label('ceased_reason', e.ceased_reason))
               filter (e.ceased_date = c.ended and e.ceased_reason <> 'X1')
    from periods_of_care c
    left join cla_episodes e on e.person_id = c.person_id and e.cla_id is not distinct from c.cla_id
    group by c.person_id, c.cla_id, c.started, c.ended
    union all
    select person_id, 'legal-status', start_date, ended(end_date),
           coalesce(label('legal_status', status), 'Not stated'), null
    from legal_status
    union all
    select person_id, 'placement', start_date, ended(end_date),
           coalesce(label('placement', type), 'Not stated'),
           said('Provider: ' || label('provider', provider),
                case when in_area then 'In the county' when not in_area then 'Outside the county' end,
                printf('%.0f miles from home', distance_miles))
    from cla_placement
    union all
    select person_id, 'review', review_date, review_date, 'Looked-after review', null
    from cla_reviews
    where cancelled is distinct from true
    union all
    select person_id, 'adoption', decision_date,
           ended(least(order_date, decision_reversed_date)), 'Plan of adoption',
           said('Placement order ' || day_words(ended(placement_order_date)),
                coalesce('Placed ' || day_words(ended(placed_date)),
                         'Matched ' || day_words(ended(matched_date))),
                case when order_date <= as_at() then 'Order made'
                     when decision_reversed_date <= as_at() then 'Decision reversed' end)
    from permanence
    union all
    select i.person_id, case i.role when 'reviewing-officer' then 'reviewing-officer'
                                    when 'adviser' then 'leaving-care' else 'worker' end,
           i.start_date, ended(i.end_date),
           case i.role when 'adviser' then 'Personal adviser ' else '' end
               || coalesce(nullif(trim(i.professional_id), ''), 'No worker named'),
           coalesce(t.name, i.team)
    from involvements i
    left join team_labels t on t.team = i.team
    where i.role in ('reviewing-officer', 'adviser') or i.role in (select role from allocated_roles)
    union all
    select person_id, 'education', review_date, review_date, 'Personal education plan',
           said(case when graded_date <= as_at() or graded_date is null
                     then 'Graded ' || lower(label('plan_grade', grade)) end, school, null)
    from education_plans
    union all
    select person_id, 'education', start_date, start_date, 'Suspended', sessions || ' sessions'
    from suspensions
    union all
    select person_id, 'health', check_date, check_date,
           coalesce(label('health_check', check_type), 'Health check'),
           case when status <> 'done' then label('health_check_status', status) end
    from cla_health
    union all
    select person_id, 'health', completed_date, completed_date,
           'Strengths and difficulties questionnaire', 'Score ' || score
    from sdq_scores
    union all
    select person_id, 'missing', start_date, ended(end_date),
           coalesce(label('missing_type', type), 'Missing'),
           case when interview_date <= as_at() then 'Return interview ' || day_words(interview_date)
                when interview_accepted then 'Return interview accepted'
                when interview_offered and not interview_accepted then 'Return interview declined'
                when interview_offered then 'Return interview offered' end
    from "missing"
    union all
    select person_id, 'missing', assessed_date, ended(end_date),
           coalesce(label('exploitation_kind', kind), 'Exploitation') || ': '
               || lower(label('risk_level', level)) || ' risk', null
    from exploitation_risks
    union all
    select person_id, 'private-fostering', notified_date, ended(end_date),
           'Privately fostered', null
    from private_fostering
    union all
    select person_id, 'leaving-care', pathway_plan_review_date, pathway_plan_review_date,
           'Pathway plan reviewed', null
    from care_leavers where pathway_plan_review_date is not null
    union all
    select person_id, 'leaving-care', null, null,
           coalesce(label('eligibility', eligibility), 'Care leaver'),
           said(label('in_touch', in_touch), label('accommodation', accommodation),
                label('activity', activity))
    from care_leavers
)
select as_at() as as_at, h.person_id as person, h.strand, h.starts,
       case when h.ends < h.starts then h.starts else h.ends end as ends, h.words, h.detail
from happened h
join children c on c.person = h.person_id
where h.starts <= as_at()
   or h.starts is null and h.strand in ('worker', 'reviewing-officer', 'leaving-care', 'referral')
order by person, strand, starts nulls first, words;
