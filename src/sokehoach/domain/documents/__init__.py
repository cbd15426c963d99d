"""Official documents as data: parts and layout rules of NĐ 30/2020/NĐ-CP, content, report outlines."""
