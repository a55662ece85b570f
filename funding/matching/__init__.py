"""Who fits whom, and why: one scoring function, set-based in SQL, for one need and for all."""
