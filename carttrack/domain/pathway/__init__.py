"""The steps from referral to follow-up, what may be done when, and what was collected."""
