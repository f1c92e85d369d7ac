from rates import best


def handler(event, context):
    return best(event)
