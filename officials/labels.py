"""Texts by which officials of the same name are told apart."""

from officials.models import Official

LONGEST = 160  # characters of the posts


def named(official: Official) -> str:
    """Return name and year of birth."""
    year = official.birth_date and official.birth_date.year
    return f"{official.full_name} ({year})" if year else official.full_name


def present_posts(official: Official) -> str:
    """Return the present posts; reads `posts` with their units."""
    return "; ".join(str(post) for post in official.posts.all() if post.ended_on is None)


def label_of(official: Official) -> str:
    """Return name, year of birth and present posts, which are cut short; reads `posts` with their units."""
    name, posts = named(official), present_posts(official)
    if len(posts) > LONGEST:
        posts = posts[:LONGEST].rpartition(" ")[0] + " …"
    return f"{name}, {posts}" if posts else name
