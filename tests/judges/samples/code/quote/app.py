from rates.table import RATE


def handler(event, context):
    return {"price": event["amount"] * RATE}
