-- The consolidation of all levels over the tables of a snapshot (adapters.rollup.tables). Each statement is one SELECT
-- that DuckDB and Spark both understand: no function, type or syntax of one of them alone. `rollup.py` runs them in order
-- and keeps each result under its name; {previous}, {all}, {step}, {parts} are results of the repeated ones.
-- A unit is its number in the order of code and first day, so that the highest number is the last unit.

-- @days
SELECT DISTINCT cut_off AS day FROM windows

-- @areas
-- Units that add up the reports below them.
SELECT u.unit, u.code, u.level, u.valid_from, u.valid_to
FROM units u JOIN levels l ON l.level = u.level
WHERE l.consolidates

-- @heirs_first
-- Who has the territory of an area on a day: itself while it is in force, else its successors, and theirs.
SELECT d.day, a.unit AS source, a.unit AS heir FROM {days} d CROSS JOIN {sources} a

-- @heirs_next
SELECT DISTINCT h.day, h.source,
    CASE WHEN u.valid_to <= h.day THEN n.unit WHEN u.valid_from <= h.day THEN h.heir END AS heir
FROM {previous} h
LEFT JOIN units u ON u.unit = h.heir
LEFT JOIN successions s ON s.unit = h.heir AND u.valid_to <= h.day
LEFT JOIN units n ON n.code = s.successor AND n.valid_from <= u.valid_to
    AND (n.valid_to IS NULL OR n.valid_to > u.valid_to)

-- @heirs_open
-- Heirs that are not in force on the day either; none is left at the end.
SELECT h.day, h.source FROM {previous} h JOIN units u ON u.unit = h.heir
WHERE u.valid_to <= h.day OR u.valid_from > h.day

-- @whole_heirs
-- The one unit that has all of the territory.
SELECT day, source, MIN(heir) AS whole_heir FROM {previous} GROUP BY day, source
HAVING COUNT(*) = 1 AND COUNT(heir) = 1

-- @areas_on_day
-- What an area is on the day: the version of its code at the same level, else the area that took all of it over.
SELECT d.day, a.unit AS source, COALESCE(v.unit, t.unit) AS area
FROM days d
CROSS JOIN areas a
LEFT JOIN areas v ON v.code = a.code AND v.level = a.level AND v.valid_from <= d.day
    AND (v.valid_to IS NULL OR v.valid_to > d.day)
LEFT JOIN whole_heirs w ON w.day = d.day AND w.source = a.unit
LEFT JOIN areas t ON t.unit = w.whole_heir
WHERE COALESCE(v.unit, t.unit) IS NOT NULL

-- @ancestors_first
-- A unit that ended by the day has the ancestors of its last day.
SELECT d.day, u.unit, u.unit AS ancestor,
    CASE WHEN u.valid_to <= d.day THEN CAST(u.valid_to - INTERVAL '1' DAY AS DATE) ELSE d.day END AS last_day
FROM days d JOIN units u ON u.valid_from <= d.day

-- @ancestors_next
SELECT a.day, a.unit, p.unit AS ancestor, a.last_day
FROM {previous} a
JOIN units c ON c.unit = a.ancestor
JOIN units p ON p.code = c.parent AND p.valid_from <= a.last_day
    AND (p.valid_to IS NULL OR p.valid_to > a.last_day)

-- @candidates
SELECT a.day, a.unit, {step} AS steps, r.area
FROM {previous} a JOIN areas_on_day r ON r.day = a.day AND r.source = a.ancestor

-- @nearest
SELECT day, unit, MIN_BY(area, steps) AS area FROM ({all}) c GROUP BY day, unit

-- @uppers_first
SELECT DISTINCT day, area, area AS upper_area FROM nearest

-- @uppers_next
SELECT p.day, p.area, n.area AS upper_area
FROM {previous} p JOIN nearest n ON n.day = p.day AND n.unit = p.upper_area

-- @depths
-- How many areas are above an area: the deepest are added up first.
SELECT day, area, MAX(steps) AS depth FROM ({all}) p GROUP BY day, area

-- @senders
SELECT w.form, w.period, n.unit AS sender, n.area, u.valid_to <= w.cut_off AS has_ended
FROM windows w JOIN nearest n ON n.day = w.cut_off JOIN units u ON u.unit = n.unit

-- @ended_stocks
-- What stood in a unit that has ended by the cut-off is no part of a stock.
SELECT s.form, s.period, e.element, s.sender AS unit
FROM senders s JOIN elements e ON e.form = s.form AND e.period = s.period
WHERE s.has_ended AND e.nature = 'stock'

-- @report_shares
SELECT v.form, v.period, s.area, v.element, v.disaggregation, v.unit AS sender,
    CASE WHEN x.unit IS NOT NULL THEN NULL ELSE v.number END AS number,
    CASE WHEN x.unit IS NOT NULL THEN 'not_applicable' ELSE v.gap END AS gap
FROM accepted_values v
JOIN senders s ON s.form = v.form AND s.period = v.period AND s.sender = v.unit
LEFT JOIN ended_stocks x ON x.form = v.form AND x.period = v.period AND x.element = v.element AND x.unit = v.unit

-- @settled
-- Units that send to one area on all days and end on none: nearly all of them, and found by their number alone.
SELECT n.unit AS sender, MIN(n.area) AS area
FROM nearest n JOIN units u ON u.unit = n.unit CROSS JOIN (SELECT COUNT(*) AS all_days FROM days) d
GROUP BY n.unit, d.all_days
HAVING MIN(n.area) = MAX(n.area) AND COUNT(*) = d.all_days
    AND MAX(CASE WHEN u.valid_to <= n.day THEN 1 ELSE 0 END) = 0

-- @unsettled
SELECT DISTINCT s.sender FROM senders s LEFT JOIN settled t ON t.sender = s.sender WHERE t.sender IS NULL

-- @report_sums
-- What `report_shares` has: its join by three columns, of all values, costs as much as adding them up.
SELECT s.form, s.period, s.area, s.element, s.disaggregation,
    CAST(SUM(s.number) AS DECIMAL(38, 3)) AS total, COUNT(s.number) AS received,
    SUM(CASE WHEN s.gap = 'not_applicable' THEN 1 ELSE 0 END) AS not_applicable, COUNT(*) AS inputs
FROM (
    SELECT v.form, v.period, t.area, v.element, v.disaggregation, v.number, v.gap
    FROM accepted_values v
    JOIN settled t ON t.sender = v.unit
    UNION ALL
    SELECT r.form, r.period, r.area, r.element, r.disaggregation, r.number, r.gap
    FROM report_shares r
    JOIN unsettled x ON x.sender = r.sender
) s
GROUP BY s.form, s.period, s.area, s.element, s.disaggregation

-- @report_orders
-- Of the few elements that are not added up.
SELECT s.form, s.period, s.area, s.element, s.disaggregation, MAX(s.number) AS highest, MIN(s.number) AS lowest,
    MAX_BY(s.number, s.sender) AS last_number, MAX(s.sender) AS last_sender, e.over_place
FROM report_shares s JOIN elements e ON e.form = s.form AND e.period = s.period AND e.element = s.element
WHERE e.over_place <> 'sum' AND s.number IS NOT NULL
GROUP BY s.form, s.period, s.area, s.element, s.disaggregation, e.over_place

-- @report_parts
SELECT s.form, s.period, s.area, s.element, s.disaggregation, s.total, o.highest, o.lowest,
    o.last_number, o.last_sender, s.received, s.not_applicable, s.inputs, o.over_place
FROM report_sums s
LEFT JOIN report_orders o ON o.form = s.form AND o.period = s.period AND o.area = s.area AND o.element = s.element
    AND o.disaggregation = s.disaggregation

-- @figures_deepest
-- The figures of the deepest areas, below which there are reports alone: each part is a figure. `missing`: how many of
-- the senders still owe a number. An element without an operator here is added up, or has no number to add up.
SELECT p.form, p.period, p.area, p.element, p.disaggregation,
    CAST(CASE
        WHEN p.over_place IS NULL THEN p.total
        WHEN p.over_place = 'max' THEN p.highest
        WHEN p.over_place = 'min' THEN p.lowest
        WHEN p.over_place = 'last' THEN p.last_number
    END AS DECIMAL(38, 3)) AS number,
    p.received, p.not_applicable, p.inputs, w.senders - p.received - p.not_applicable AS missing
FROM report_parts p
JOIN area_windows w ON w.form = p.form AND w.period = p.period AND w.area = p.area AND w.depth = {step}

-- @figures_at
-- The figures of the areas of one depth, from the reports and from the closed areas below.
SELECT p.form, p.period, p.area, p.element, p.disaggregation,
    CASE e.over_place
        WHEN 'sum' THEN CAST(SUM(p.total) AS DECIMAL(38, 3))
        WHEN 'max' THEN CAST(MAX(p.highest) AS DECIMAL(38, 3))
        WHEN 'min' THEN CAST(MIN(p.lowest) AS DECIMAL(38, 3))
        WHEN 'last' THEN CAST(MAX_BY(p.last_number, p.last_sender) AS DECIMAL(38, 3))
    END AS number,
    SUM(p.received) AS received, SUM(p.not_applicable) AS not_applicable, SUM(p.inputs) AS inputs,
    MAX(w.senders) - SUM(p.received) - SUM(p.not_applicable) AS missing
FROM ({parts}) p
JOIN area_windows w ON w.form = p.form AND w.period = p.period AND w.area = p.area AND w.depth = {step}
JOIN elements e ON e.form = p.form AND e.period = p.period AND e.element = p.element
GROUP BY p.form, p.period, p.area, p.element, p.disaggregation, e.over_place

-- @answers_at
-- What a closed area sends to the area above: its number, or the reason why it has none.
SELECT f.form, f.period, s.area, f.element, f.disaggregation, f.area AS sender, f.number,
    CASE
        WHEN f.number IS NOT NULL THEN NULL
        WHEN f.received > 0 THEN 'not_applicable'
        WHEN f.not_applicable = f.inputs THEN 'not_applicable'
        ELSE 'not_reported'
    END AS gap
FROM {previous} f
JOIN closings c ON c.form = f.form AND c.period = f.period AND c.unit = f.area
JOIN senders s ON s.form = f.form AND s.period = f.period AND s.sender = f.area

-- @answer_parts
SELECT form, period, area, element, disaggregation, number AS total, number AS highest, number AS lowest,
    number AS last_number, CASE WHEN number IS NOT NULL THEN sender END AS last_sender,
    CASE WHEN number IS NOT NULL THEN 1 ELSE 0 END AS received,
    CASE WHEN gap = 'not_applicable' THEN 1 ELSE 0 END AS not_applicable, 1 AS inputs,
    CAST(NULL AS VARCHAR(10)) AS over_place
FROM {previous}

-- @expected_first
-- Who owes an area an answer: the reporters of the form, and each area with such below it.
SELECT DISTINCT o.form, o.period, s.area, o.unit AS sender
FROM owed o JOIN senders s ON s.form = o.form AND s.period = o.period AND s.sender = o.unit

-- @expected_next
SELECT DISTINCT e.form, e.period, s.area, e.area AS sender
FROM {previous} e JOIN senders s ON s.form = e.form AND s.period = e.period AND s.sender = e.area

-- @expected
SELECT DISTINCT form, period, area, sender FROM ({all}) e

-- @expected_counts
SELECT form, period, area, COUNT(*) AS senders FROM expected GROUP BY form, period, area

-- @area_windows
-- The areas of each window: how many areas are above, and who owes them an answer.
SELECT w.form, w.period, d.area, d.depth, c.senders
FROM windows w
JOIN depths d ON d.day = w.cut_off
LEFT JOIN expected_counts c ON c.form = w.form AND c.period = w.period AND c.area = d.area

-- @gaps
-- Each sender that still owes a number, by cell: without an accepted report or closing, or with a blank cell.
SELECT e.form, e.period, e.area, c.element, c.disaggregation, e.sender
FROM expected e
JOIN cells c ON c.form = e.form AND c.period = e.period
LEFT JOIN shares s ON s.form = e.form AND s.period = e.period AND s.area = e.area AND s.sender = e.sender
    AND s.element = c.element AND s.disaggregation = c.disaggregation
WHERE s.sender IS NULL OR s.gap = 'not_reported'

-- @figure_differences
-- Figures that the product keeps otherwise than they were counted here, and those that only one of the two has.
SELECT COALESCE(w.form_code, d.form) AS form, d.period, COALESCE(e.code, d.element) AS element, d.disaggregation,
    COALESCE(e.kind, '') AS kind, u.code AS area, CAST(NULL AS VARCHAR(10)) AS sender, d.kept_number, CAST(NULL AS VARCHAR(10)) AS kept_gap,
    d.number, CAST(NULL AS VARCHAR(10)) AS gap
FROM (
    SELECT COALESCE(k.form, f.form) AS form, COALESCE(k.period, f.period) AS period,
        COALESCE(k.element, f.element) AS element, COALESCE(k.disaggregation, f.disaggregation) AS disaggregation,
        COALESCE(k.area, f.area) AS area, k.number AS kept_number, f.number
    FROM kept_figures k
    FULL OUTER JOIN figures f ON f.form = k.form AND f.period = k.period AND f.area = k.area
        AND f.element = k.element AND f.disaggregation = k.disaggregation
    WHERE k.form IS NULL OR f.form IS NULL OR k.number IS DISTINCT FROM f.number
) d
JOIN units u ON u.unit = d.area
LEFT JOIN windows w ON w.form = d.form AND w.period = d.period
LEFT JOIN elements e ON e.form = d.form AND e.period = d.period AND e.element = d.element

-- @share_differences
SELECT COALESCE(w.form_code, d.form) AS form, d.period, COALESCE(e.code, d.element) AS element, d.disaggregation,
    COALESCE(e.kind, '') AS kind, u.code AS area, s.code AS sender, d.kept_number, d.kept_gap, d.number, d.gap
FROM (
    SELECT COALESCE(k.form, f.form) AS form, COALESCE(k.period, f.period) AS period,
        COALESCE(k.element, f.element) AS element, COALESCE(k.disaggregation, f.disaggregation) AS disaggregation,
        COALESCE(k.area, f.area) AS area, COALESCE(k.sender, f.sender) AS sender,
        k.number AS kept_number, k.gap AS kept_gap, f.number, f.gap
    FROM kept_shares k
    FULL OUTER JOIN shares f ON f.form = k.form AND f.period = k.period AND f.area = k.area
        AND f.element = k.element AND f.disaggregation = k.disaggregation AND f.sender = k.sender
    WHERE k.form IS NULL OR f.form IS NULL OR k.number IS DISTINCT FROM f.number OR k.gap IS DISTINCT FROM f.gap
) d
JOIN units u ON u.unit = d.area
JOIN units s ON s.unit = d.sender
LEFT JOIN windows w ON w.form = d.form AND w.period = d.period
LEFT JOIN elements e ON e.form = d.form AND e.period = d.period AND e.element = d.element

-- @published_differences
-- Figures of a snapshot whose number or counts are not those of its own values, where the values are shown.
SELECT w.form_code AS form, d.period, e.code AS element, d.disaggregation, e.kind, u.code AS area,
    CAST(NULL AS VARCHAR(10)) AS sender, d.kept_number, CAST(NULL AS VARCHAR(10)) AS kept_gap, d.number,
    CAST(NULL AS VARCHAR(10)) AS gap
FROM (
    SELECT k.form, k.period, k.element, k.disaggregation, k.area, k.number AS kept_number, f.number
    FROM published_figures k
    LEFT JOIN figures f ON f.form = k.form AND f.period = k.period AND f.area = k.area AND f.element = k.element
        AND f.disaggregation = k.disaggregation
    WHERE NOT k.total_only AND (k.number IS DISTINCT FROM f.number OR k.received <> COALESCE(f.received, 0)
        OR (f.form IS NOT NULL AND k.expected <> f.received + f.missing))
) d
JOIN units u ON u.unit = d.area
JOIN windows w ON w.form = d.form AND w.period = d.period
JOIN elements e ON e.form = d.form AND e.period = d.period AND e.element = d.element

-- @gap_differences
-- Senders of a snapshot that owe a number by its values and not by its list, or the reverse.
SELECT w.form_code AS form, d.period, e.code AS element, d.disaggregation, e.kind, u.code AS area, s.code AS sender,
    CAST(NULL AS DECIMAL(38, 3)) AS kept_number, d.kept_gap, CAST(NULL AS DECIMAL(38, 3)) AS number, d.gap
FROM (
    SELECT COALESCE(k.form, g.form) AS form, COALESCE(k.period, g.period) AS period,
        COALESCE(k.element, g.element) AS element, COALESCE(k.disaggregation, g.disaggregation) AS disaggregation,
        COALESCE(k.area, g.area) AS area, COALESCE(k.sender, g.sender) AS sender,
        CASE WHEN k.form IS NOT NULL THEN 'not_reported' END AS kept_gap,
        CASE WHEN g.form IS NOT NULL THEN 'not_reported' END AS gap
    FROM published_gaps k
    FULL OUTER JOIN gaps g ON g.form = k.form AND g.period = k.period AND g.area = k.area
        AND g.element = k.element AND g.disaggregation = k.disaggregation AND g.sender = k.sender
    WHERE k.form IS NULL OR g.form IS NULL
) d
JOIN published_figures f ON f.form = d.form AND f.period = d.period AND f.area = d.area AND f.element = d.element
    AND f.disaggregation = d.disaggregation AND NOT f.total_only
JOIN units u ON u.unit = d.area
JOIN units s ON s.unit = d.sender
JOIN windows w ON w.form = d.form AND w.period = d.period
JOIN elements e ON e.form = d.form AND e.period = d.period AND e.element = d.element
