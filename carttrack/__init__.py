"""carttrack records CAR T patients from referral to year 15."""

__version__ = "0.1.0"
