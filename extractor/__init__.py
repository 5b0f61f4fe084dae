"""Turn 绩效目标表 (budget performance-target tables) of any kind of document into records a person would sign."""

from __future__ import annotations
