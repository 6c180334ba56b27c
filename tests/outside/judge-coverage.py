"""Judges the faces of a project file with GEOS alone: python3 judge-coverage.py P.gpkg [BEFORE.gpkg]

Needs shapely 2.1 or later (GEOS 3.12). Prints one JSON object: how many faces, invalid ones, whether GEOS calls them a
valid coverage (no overlap, every shared boundary the same vertices), the sum of their areas and the area of their
union, and every true overlap found pair by pair.
"""

import json
import sqlite3
import sys

import numpy
import shapely
from shapely import STRtree

FACES = ("parcelle", "voie", "reserve", "espace_libre")


def faces(path):
    """Geometries of every table of faces, in metres as stored."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = {name for (name,) in base.execute("select table_name from gpkg_geometry_columns")}
    found = []
    for table in sorted(tables & set(FACES)):
        for (blob,) in base.execute(f'select geom from "{table}" where geom is not null'):
            envelope = (blob[3] >> 1) & 7
            found.append(blob[8 + (0, 32, 48, 48, 64)[envelope]:])
    return shapely.from_wkb(found)


def judge(path):
    """What GEOS says of the faces of one file."""
    held = faces(path)
    parts = shapely.get_parts(held)
    valid = shapely.is_valid(parts)
    tree = STRtree(parts)
    a, b = tree.query(parts, predicate="intersects")
    once = a < b
    a, b = a[once], b[once]
    over = shapely.area(shapely.intersection(parts[a], parts[b]))
    union = shapely.union_all(parts, grid_size=0.0005) if len(parts) < 20000 else None
    return {
        "faces": len(held),
        "parts": len(parts),
        "invalid": [shapely.is_valid_reason(p) for p in parts[~valid]][:5],
        "coverageIsValid": bool(shapely.coverage_is_valid(parts)),
        "badEdges": int(numpy.sum(shapely.length(shapely.coverage_invalid_edges(parts)) > 0)),
        "overlapsM2": float(over.sum()),
        "overlappingPairs": int((over > 1e-6).sum()),
        "areaM2": float(shapely.area(parts).sum()),
        "unionM2": None if union is None else float(shapely.area(union)),
        "holesInUnion": None if union is None else int(sum(len(p.interiors) for p in shapely.get_parts(union))),
    }


print(json.dumps([{"file": path, **judge(path)} for path in sys.argv[1:]], indent=1))
