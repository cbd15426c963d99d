-- Figures over several periods, and over the units of another day, from the results of rollup.sql. The same rules hold for
-- the statements. «Place»: a unit of the day; or, with `is_remainder`, a unit of then that cannot be drawn over one.
-- A `grouping` asks about units of which none lies within another: '' the reporters, else the areas of one level.
-- A fact has a number, or says why it has none (`lack`); {operators} is the table of operators of the domain.

-- @area_facts
-- What an area has of each cell, also where nothing has come.
SELECT u.level AS grouping, x.form, x.period, x.area AS unit, c.element, c.disaggregation, f.number,
    COALESCE(f.received, 0) AS received, x.senders - COALESCE(f.not_applicable, 0) AS expected,
    CASE
        WHEN f.number IS NOT NULL THEN NULL
        WHEN f.received > 0 THEN 'not_added'
        WHEN f.not_applicable = x.senders THEN 'not_applicable'
        ELSE 'not_reported'
    END AS lack
FROM expected_counts x
JOIN units u ON u.unit = x.area
JOIN cells c ON c.form = x.form AND c.period = x.period
LEFT JOIN figures f ON f.form = x.form AND f.period = x.period AND f.area = x.area AND f.element = c.element
    AND f.disaggregation = c.disaggregation

-- @reporter_facts
SELECT '' AS grouping, o.form, o.period, o.unit, c.element, c.disaggregation, s.number,
    CASE WHEN s.number IS NOT NULL THEN 1 ELSE 0 END AS received,
    CASE WHEN s.gap = 'not_applicable' THEN 0 ELSE 1 END AS expected,
    CASE WHEN s.number IS NOT NULL THEN NULL ELSE COALESCE(s.gap, 'not_reported') END AS lack
FROM owed o
JOIN cells c ON c.form = o.form AND c.period = o.period
LEFT JOIN report_shares s ON s.form = o.form AND s.period = o.period AND s.sender = o.unit AND s.element = c.element
    AND s.disaggregation = c.disaggregation

-- @asked
-- The units of each grouping, with the days [start_on, end_on) that count: of an area the cut-off alone.
SELECT f.grouping, f.form, f.period, f.unit,
    CASE WHEN f.grouping = '' THEN w.first_day ELSE w.cut_off END AS start_on,
    CAST(w.cut_off + INTERVAL '1' DAY AS DATE) AS end_on
FROM (SELECT DISTINCT grouping, form, period, unit FROM facts) f
JOIN windows w ON w.form = f.form AND w.period = f.period

-- @kinds
SELECT u.unit, CASE WHEN l.attached THEN 'attached' WHEN l.consolidates THEN 'consolidating' ELSE 'base' END AS kind
FROM units u JOIN levels l ON l.level = u.level

-- @now_heirs
-- The units of the day that have the territory of a unit; NULL: a part that nobody took over, or not yet.
SELECT source, heir FROM {previous}

-- @now_wholes
SELECT source, MIN(heir) AS whole_heir FROM now_heirs GROUP BY source HAVING COUNT(*) = 1 AND COUNT(heir) = 1

-- @now_foreign
-- From when on a successor of the unit has also territory of units outside the installation.
SELECT p.source, MAX(u.valid_from) AS begun_on
FROM ({all}) p
JOIN units u ON u.unit = p.heir
JOIN other_predecessors o ON o.unit = u.unit
GROUP BY p.source

-- @stretches
SELECT DISTINCT start_on, end_on FROM asked

-- @stretch_units
SELECT s.start_on, s.end_on, u.unit
FROM stretches s JOIN units u ON u.valid_from < s.end_on AND (u.valid_to IS NULL OR u.valid_to > s.start_on)

-- @above_first
SELECT s.start_on, s.end_on, s.unit, s.unit AS ancestor,
    CAST(CASE WHEN u.valid_to < s.end_on THEN u.valid_to ELSE s.end_on END - INTERVAL '1' DAY AS DATE) AS last_day
FROM stretch_units s JOIN units u ON u.unit = s.unit

-- @above_next
SELECT a.start_on, a.end_on, a.unit, p.unit AS ancestor, a.last_day
FROM {previous} a
JOIN units c ON c.unit = a.ancestor
JOIN units p ON p.code = c.parent AND p.valid_from <= a.last_day
    AND (p.valid_to IS NULL OR p.valid_to > a.last_day)

-- @nested
-- Units above or below one that is asked about: they have the same territory.
SELECT a.grouping, a.form, a.period, n.ancestor AS unit
FROM asked a JOIN ({all}) n ON n.start_on = a.start_on AND n.end_on = a.end_on AND n.unit = a.unit
UNION
SELECT a.grouping, a.form, a.period, n.unit
FROM asked a JOIN ({all}) n ON n.start_on = a.start_on AND n.end_on = a.end_on AND n.ancestor = a.unit

-- @asked_heirs
SELECT DISTINCT a.grouping, a.form, a.period, a.start_on, a.end_on, h.heir
FROM asked a JOIN now_heirs h ON h.source = a.unit AND h.heir IS NOT NULL

-- @heir_sources
-- All units of the days that went into such an heir, but those that lie above or below one that is asked about.
SELECT h.grouping, h.form, h.period, h.heir, s.source,
    CASE WHEN w.source IS NULL AND ks.kind = kh.kind THEN 1 ELSE 0 END AS is_shared,
    CASE
        WHEN w.source IS NOT NULL AND a.unit IS NULL THEN 1
        WHEN f.begun_on > h.start_on THEN 1
        ELSE 0
    END AS is_missing
FROM asked_heirs h
JOIN now_heirs s ON s.heir = h.heir
JOIN stretch_units t ON t.start_on = h.start_on AND t.end_on = h.end_on AND t.unit = s.source
LEFT JOIN now_wholes w ON w.source = s.source
LEFT JOIN asked a ON a.grouping = h.grouping AND a.form = h.form AND a.period = h.period AND a.unit = s.source
LEFT JOIN nested n ON n.grouping = h.grouping AND n.form = h.form AND n.period = h.period AND n.unit = s.source
LEFT JOIN now_foreign f ON f.source = s.source
LEFT JOIN kinds ks ON ks.unit = s.source
LEFT JOIN kinds kh ON kh.unit = h.heir
WHERE a.unit IS NOT NULL OR n.unit IS NULL

-- @obstacles
-- Why a unit of the day has no figure.
SELECT grouping, form, period, heir, CASE WHEN MAX(is_shared) = 1 THEN 'shared' ELSE 'missing' END AS reason
FROM heir_sources
GROUP BY grouping, form, period, heir
HAVING MAX(is_shared) = 1 OR MAX(is_missing) = 1

-- @placed
-- Where each unit that was asked about stands; `obstacle`: why it stands under its own name.
SELECT a.grouping, a.form, a.period, a.unit,
    CASE WHEN w.whole_heir IS NOT NULL AND o.reason IS NULL THEN w.whole_heir ELSE a.unit END AS stands_at,
    w.whole_heir IS NULL OR o.reason IS NOT NULL AS is_remainder,
    CASE
        WHEN w.whole_heir IS NOT NULL THEN o.reason
        WHEN u.valid_from > b.day THEN 'not_yet'
        WHEN h.heirs > 0 THEN 'split'
        ELSE 'ended'
    END AS obstacle,
    w.whole_heir,
    CASE WHEN u.valid_to < a.end_on THEN u.valid_to ELSE DATE '9999-12-31' END AS ended_on
FROM asked a
CROSS JOIN basis b
JOIN units u ON u.unit = a.unit
LEFT JOIN now_wholes w ON w.source = a.unit
LEFT JOIN obstacles o ON o.grouping = a.grouping AND o.form = a.form AND o.period = a.period AND o.heir = w.whole_heir
LEFT JOIN (SELECT source, COUNT(heir) AS heirs FROM now_heirs GROUP BY source) h ON h.source = a.unit

-- @blocked
-- Units of the day that have no figure, because they took a part only, or more than was asked about.
SELECT p.grouping, p.form, p.period, p.whole_heir AS unit
FROM placed p WHERE p.whole_heir IS NOT NULL AND p.obstacle IS NOT NULL
UNION
SELECT p.grouping, p.form, p.period, h.heir AS unit
FROM placed p
JOIN now_heirs h ON h.source = p.unit AND h.heir IS NOT NULL
JOIN kinds ks ON ks.unit = p.unit
JOIN kinds kh ON kh.unit = h.heir AND kh.kind = ks.kind
WHERE p.whole_heir IS NULL

-- @stretch_facts
-- Over place, among the units that stand at one place and ended on the same day.
SELECT r.grouping, r.form, r.period, r.stands_at AS unit, r.is_remainder, r.ended_on, r.element, r.disaggregation,
    CASE WHEN COUNT(*) = 1 THEN MAX(r.number) WHEN MAX(r.not_added) = 1 THEN NULL ELSE {operators} END AS number,
    SUM(r.received) AS received, SUM(r.expected) AS expected,
    CASE
        WHEN COUNT(*) = 1 THEN MAX(r.lack)
        WHEN r.operator = 'none' OR MAX(r.not_added) = 1 THEN 'not_added'
        WHEN COUNT(r.lack) < COUNT(*) THEN NULL
        WHEN MAX(r.not_reported) = 1 THEN 'not_reported'
        ELSE MAX(r.lack)
    END AS lack
FROM (
    SELECT f.*, p.stands_at, p.is_remainder, p.ended_on, e.over_place AS operator,
        CASE WHEN f.lack = 'not_added' THEN 1 ELSE 0 END AS not_added,
        CASE WHEN f.lack = 'not_reported' THEN 1 ELSE 0 END AS not_reported,
        ROW_NUMBER() OVER (
            PARTITION BY f.grouping, f.form, f.period, p.stands_at, p.is_remainder, p.ended_on, f.element, f.disaggregation
            ORDER BY CASE WHEN f.number IS NULL THEN 1 ELSE 0 END, f.unit DESC
        ) AS place
    FROM facts f
    JOIN placed p ON p.grouping = f.grouping AND p.form = f.form AND p.period = f.period AND p.unit = f.unit
    JOIN elements e ON e.form = f.form AND e.period = f.period AND e.element = f.element
) r
GROUP BY r.grouping, r.form, r.period, r.stands_at, r.is_remainder, r.ended_on, r.element, r.disaggregation, r.operator

-- @stretch_steps
-- The stretches of a period as steps of time.
SELECT f.grouping, f.form, f.period, f.unit, f.is_remainder, f.element, f.disaggregation, f.number, f.received,
    f.expected, f.lack, f.ended_on AS step, e.over_time, e.definition
FROM stretch_facts f
JOIN elements e ON e.form = f.form AND e.period = f.period AND e.element = f.element

-- @blocked_facts
SELECT b.grouping, b.form, b.period, b.unit, false AS is_remainder, c.element, c.disaggregation,
    CAST(NULL AS DECIMAL(38, 3)) AS number, 0 AS received, 0 AS expected, 'not_split' AS lack
FROM blocked b JOIN cells c ON c.form = b.form AND c.period = b.period

-- @then_facts
SELECT grouping, form, period, unit, false AS is_remainder, element, disaggregation, number, received, expected, lack
FROM facts

-- @period_steps
-- The periods of a longer one as steps of time.
SELECT f.grouping, f.form, s.span AS period, f.unit, f.is_remainder, f.element, f.disaggregation, f.number, f.received,
    f.expected, f.lack, s.step, e.over_time, e.definition
FROM {previous} f
JOIN spans s ON s.form = f.form AND s.period = f.period
JOIN elements e ON e.form = f.form AND e.period = f.period AND e.element = f.element

-- @over_time
-- Steps of time made into one, in order. A stock is that of the last step, even where that is a gap; no sum goes over one
-- that is not split, or over a change of what is counted. What is never added stands where all other steps do not apply.
SELECT r.grouping, r.form, r.period, r.unit, r.is_remainder, r.element, r.disaggregation,
    CASE
        WHEN COUNT(*) = 1 OR (r.operator = 'none' AND SUM(r.applies) = 1) THEN MAX(r.number)
        WHEN r.operator <> 'last' AND (MAX(r.not_split) = 1 OR MAX(r.not_added) = 1
            OR MIN(r.definition) <> MAX(r.definition)) THEN NULL
        ELSE {operators}
    END AS number,
    CASE
        WHEN r.operator = 'last' THEN MAX(CASE WHEN r.place = 1 THEN r.received END)
        WHEN r.operator = 'none' AND SUM(r.applies) = 1 THEN SUM(r.applies * r.received)
        WHEN COUNT(*) > 1 AND (MAX(r.not_split) = 1 OR MIN(r.definition) <> MAX(r.definition)) THEN 0
        ELSE SUM(r.received)
    END AS received,
    CASE
        WHEN r.operator = 'last' THEN MAX(CASE WHEN r.place = 1 THEN r.expected END)
        WHEN r.operator = 'none' AND SUM(r.applies) = 1 THEN SUM(r.applies * r.expected)
        WHEN COUNT(*) > 1 AND (MAX(r.not_split) = 1 OR MIN(r.definition) <> MAX(r.definition)) THEN 0
        ELSE SUM(r.expected)
    END AS expected,
    CASE
        WHEN COUNT(*) = 1 OR r.operator = 'last' THEN MAX(CASE WHEN r.place = 1 THEN r.lack END)
        WHEN r.operator = 'none' AND SUM(r.applies) = 1 THEN MAX(CASE WHEN r.applies = 1 THEN r.lack END)
        WHEN MAX(r.not_split) = 1 THEN 'not_split'
        WHEN MIN(r.definition) <> MAX(r.definition) THEN 'not_comparable'
        WHEN r.operator = 'none' OR MAX(r.not_added) = 1 THEN 'not_added'
        WHEN COUNT(r.lack) < COUNT(*) THEN NULL
        WHEN MAX(r.not_reported) = 1 THEN 'not_reported'
        ELSE MAX(r.lack)
    END AS lack
FROM (
    SELECT f.*,
        CASE WHEN f.lack = 'not_applicable' THEN 0 ELSE 1 END AS applies,
        CASE WHEN f.lack = 'not_added' THEN 1 ELSE 0 END AS not_added,
        CASE WHEN f.lack = 'not_split' THEN 1 ELSE 0 END AS not_split,
        CASE WHEN f.lack = 'not_reported' THEN 1 ELSE 0 END AS not_reported,
        FIRST_VALUE(f.over_time) OVER (
            PARTITION BY f.grouping, f.form, f.period, f.unit, f.is_remainder, f.element, f.disaggregation
            ORDER BY f.step DESC
        ) AS operator,
        ROW_NUMBER() OVER (
            PARTITION BY f.grouping, f.form, f.period, f.unit, f.is_remainder, f.element, f.disaggregation
            ORDER BY f.step DESC
        ) AS place
    FROM {previous} f
) r
GROUP BY r.grouping, r.form, r.period, r.unit, r.is_remainder, r.element, r.disaggregation, r.operator

-- @whole_parts
-- The values of the parts of a longer period, for each cell that was computed from them; without a report a gap.
-- The unit of then may be another version of the unit.
SELECT k.form, k.period, k.element, k.disaggregation, k.unit, s.step, MAX(v.number) AS number,
    COALESCE(MAX(CASE WHEN v.number IS NULL THEN v.gap END), 'not_reported') AS gap
FROM kept_wholes k
JOIN units u ON u.unit = k.unit
JOIN spans s ON s.form = k.form AND s.span = k.period
LEFT JOIN (SELECT a.*, c.code FROM accepted_values a JOIN units c ON c.unit = a.unit) v ON v.form = k.form
    AND v.period = s.period AND v.element = k.element AND v.disaggregation = k.disaggregation AND v.code = u.code
GROUP BY k.form, k.period, k.element, k.disaggregation, k.unit, s.step

-- @wholes
-- What the parts make: a sum and an extreme need them all, a stock is that of the last.
SELECT r.form, r.period, r.element, r.disaggregation, r.unit,
    CASE WHEN r.operator <> 'last' AND MAX(r.not_reported) = 1 THEN NULL ELSE {operators} END AS number,
    CASE
        WHEN r.operator = 'last' AND MAX(CASE WHEN r.place = 1 THEN r.number END) IS NULL
            THEN MAX(CASE WHEN r.place = 1 THEN r.gap END)
        WHEN r.operator <> 'last' AND MAX(r.not_reported) = 1 THEN 'not_reported'
        WHEN COUNT(r.number) = 0 THEN 'not_applicable'
    END AS gap
FROM (
    SELECT p.*, e.over_time AS operator,
        CASE WHEN p.number IS NULL AND p.gap = 'not_reported' THEN 1 ELSE 0 END AS not_reported,
        ROW_NUMBER() OVER (
            PARTITION BY p.form, p.period, p.element, p.disaggregation, p.unit ORDER BY p.step DESC
        ) AS place
    FROM whole_parts p
    JOIN elements e ON e.form = p.form AND e.period = p.period AND e.element = p.element
) r
GROUP BY r.form, r.period, r.element, r.disaggregation, r.unit, r.operator

-- @whole_differences
-- Cells of longer periods that are kept otherwise than their parts make them now.
SELECT w.form_code AS form, k.period, e.code AS element, k.disaggregation, e.kind, u.code AS area,
    CAST('' AS VARCHAR(10)) AS sender, k.number AS kept_number, CASE WHEN k.number IS NULL THEN k.gap END AS kept_gap,
    p.number, CASE WHEN p.number IS NULL THEN p.gap END AS gap
FROM kept_wholes k
JOIN wholes p ON p.form = k.form AND p.period = k.period AND p.element = k.element
    AND p.disaggregation = k.disaggregation AND p.unit = k.unit
JOIN units u ON u.unit = k.unit
JOIN windows w ON w.form = k.form AND w.period = k.period
JOIN elements e ON e.form = k.form AND e.period = k.period AND e.element = k.element
WHERE k.number IS DISTINCT FROM p.number OR (k.number IS NULL AND k.gap IS DISTINCT FROM p.gap)
