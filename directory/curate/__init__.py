"""The face for competence centres: queue, review, history, reports, the centre itself."""
